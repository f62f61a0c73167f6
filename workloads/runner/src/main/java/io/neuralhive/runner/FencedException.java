package io.neuralhive.runner;

/** Another process has taken over a partition; this one must not write it any more. */
final class FencedException extends RuntimeException {

  FencedException(String message) {
    super(message);
  }
}
