package io.neuralhive.local.node;

import java.time.Duration;

/**
 * The kubelet's restart delays: none before the first restart, then doubling from a first delay to
 * a longest one, and from the start again after a run of ten minutes.
 */
final class BackOff {

  private static final Duration GOOD_RUN = Duration.ofMinutes(10);

  private final Duration first;
  private final Duration longest;
  private Duration next = Duration.ZERO;

  BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** The delay before the restart that follows a run of the given length. */
  Duration afterRunOf(Duration run) {
    if (run.compareTo(GOOD_RUN) >= 0) {
      next = Duration.ZERO;
    }
    var delay = next;
    var doubled = delay.isZero() ? first : delay.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return delay;
  }
}
