package io.neuralhive.runner;

/** What a unit writes to is not there now; its records wait. */
final class TargetUnavailableException extends RuntimeException {

  TargetUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
