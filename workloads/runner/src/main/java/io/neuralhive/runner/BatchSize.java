package io.neuralhive.runner;

import java.time.Duration;

/** How many records go through the chain together: as many as keep commits and stops prompt. */
final class BatchSize {

  private static final int MOST = 4096;
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMillis(250);

  private int size = 64;

  int get() {
    return size;
  }

  /** Learns from a batch of that many records. */
  void took(int records, Duration time) {
    if (time.compareTo(LONG) > 0) {
      size = Math.max(1, size / 2);
    } else if (records == size && time.compareTo(SHORT) < 0) {
      size = Math.min(MOST, size * 2);
    }
  }
}
