package io.neuralhive.stages.steps;

/** A step that cannot be made from its plan; the process must not start. */
public final class StepStartException extends RuntimeException {

  StepStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
