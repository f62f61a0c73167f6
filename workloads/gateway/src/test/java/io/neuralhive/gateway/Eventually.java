package io.neuralhive.gateway;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Awaits a condition. */
final class Eventually {

  private static final Duration AT_MOST = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofMillis(20);

  private Eventually() {}

  static void that(String what, Callable<Boolean> holds) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    try {
      while (!holds.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not so after %s: %s".formatted(AT_MOST, what));
        }
        LockSupport.parkNanos(STEP.toNanos());
      }
    } catch (Exception e) {
      throw new AssertionError(what, e);
    }
  }
}
