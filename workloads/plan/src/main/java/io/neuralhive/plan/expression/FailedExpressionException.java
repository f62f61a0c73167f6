package io.neuralhive.plan.expression;

/**
 * An expression that has no answer for one record, e.g. because it compares a null; it has none for
 * that record later either.
 */
public final class FailedExpressionException extends RuntimeException {

  FailedExpressionException(String message, Throwable cause) {
    super(message, cause);
  }
}
