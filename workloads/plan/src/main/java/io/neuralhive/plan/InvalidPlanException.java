package io.neuralhive.plan;

/** A plan file that a process must not start with; the message names the file and the place. */
public final class InvalidPlanException extends RuntimeException {

  public InvalidPlanException(String message, Throwable cause) {
    super(message, cause);
  }
}
