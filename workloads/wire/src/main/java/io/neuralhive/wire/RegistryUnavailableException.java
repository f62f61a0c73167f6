package io.neuralhive.wire;

/** The registry did not answer, or not as a registry does: nothing is known, try again later. */
public final class RegistryUnavailableException extends RuntimeException {

  RegistryUnavailableException(String message) {
    super(message);
  }

  RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
