package io.neuralhive.runner;

import java.time.Duration;

/** How long to wait after a failure: twice as long each time, up to five seconds. */
final class BackOff {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration MOST = Duration.ofSeconds(5);

  private Duration next = FIRST;

  Duration next() {
    var now = next;
    var doubled = next.multipliedBy(2);
    next = doubled.compareTo(MOST) > 0 ? MOST : doubled;
    return now;
  }

  void reset() {
    next = FIRST;
  }
}
