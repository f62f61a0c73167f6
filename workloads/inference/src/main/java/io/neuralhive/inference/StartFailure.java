package io.neuralhive.inference;

/**
 * Something the server was given makes it impossible to start. The message is one sentence that
 * names the place (argument, JSON path or artifact) and what to do; the process prints it and ends.
 */
final class StartFailure extends RuntimeException {

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
