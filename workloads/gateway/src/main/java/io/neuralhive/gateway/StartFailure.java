package io.neuralhive.gateway;

/**
 * Something the gateway was given makes it impossible to start. The message is one sentence that
 * names the place and what to do; the process prints it and ends.
 */
final class StartFailure extends RuntimeException {

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
