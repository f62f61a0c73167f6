package io.neuralhive.stages.steps;

/** A model server says that the request itself is wrong: one of its records is poison. */
final class RefusedRequestException extends RuntimeException {

  RefusedRequestException(String message) {
    super(message);
  }
}
