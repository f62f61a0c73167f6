package io.neuralhive.plan.expression;

/** An expression that is not a condition on its record type; the message says where and why. */
public final class InvalidExpressionException extends RuntimeException {

  InvalidExpressionException(String message) {
    super(message);
  }
}
