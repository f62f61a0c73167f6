package io.neuralhive.runner;

/**
 * Why a record goes to the dead letters.
 *
 * @param stage stage that could not process it; {@link #INPUT} or {@link #SINK} when it is none
 * @param reason one sentence; may quote the record, so it is never logged
 * @param exception class of the exception; null when the stage refused the record on purpose
 * @param attempts how often it was tried
 */
record Failure(String stage, String reason, String exception, int attempts) {

  static final String INPUT = "input";
  static final String SINK = "sink";

  static Failure of(String stage, Throwable cause, int attempts) {
    var message = cause.getMessage();
    return new Failure(
        stage,
        message == null ? "the stage failed without a message" : message,
        cause.getClass().getName(),
        attempts);
  }
}
