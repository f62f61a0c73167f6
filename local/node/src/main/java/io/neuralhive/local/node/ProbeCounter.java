package io.neuralhive.local.node;

import java.util.Optional;

/** Turns single answers into a verdict: so many in a row are needed to change it. */
final class ProbeCounter {

  private final int successThreshold;
  private final int failureThreshold;
  private int successes;
  private int failures;

  ProbeCounter(int successThreshold, int failureThreshold) {
    this.successThreshold = successThreshold;
    this.failureThreshold = failureThreshold;
  }

  /** The verdict once enough answers in a row agree, else nothing. */
  Optional<Boolean> count(boolean success) {
    successes = success ? successes + 1 : 0;
    failures = success ? 0 : failures + 1;
    if (successes >= successThreshold) {
      return Optional.of(true);
    }
    return failures >= failureThreshold ? Optional.of(false) : Optional.empty();
  }
}
