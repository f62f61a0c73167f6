package io.neuralhive.cli;

/** A command cannot do what it was asked; the message says why and what helps. */
final class CannotDoException extends RuntimeException {

  CannotDoException(String message) {
    super(message);
  }

  CannotDoException(String message, Throwable cause) {
    super(message, cause);
  }
}
