package io.neuralhive.stages.steps;

/**
 * A step cannot be done now and can be later: its records wait, and never go to the dead letters.
 */
public final class StageUnavailableException extends RuntimeException {

  public StageUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
