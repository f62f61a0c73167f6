package io.neuralhive.inference;

/** A model could not answer this request; another request may well succeed. */
final class ModelFailure extends Exception {

  ModelFailure(String message) {
    super(message);
  }

  ModelFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
