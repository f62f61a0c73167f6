package io.neuralhive.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Awaits a condition that the product brings about by itself. */
final class Eventually {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Duration atMost;
  private final Callable<String> because;

  private Eventually(Duration atMost, Callable<String> because) {
    this.atMost = atMost;
    this.because = because;
  }

  static Eventually within(Duration atMost) {
    return new Eventually(atMost, () -> "");
  }

  Eventually because(Callable<String> reason) {
    return new Eventually(atMost, reason);
  }

  /** Between two tries of something that a client repeats. */
  static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void that(String what, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "not within %d s: %s %s".formatted(atMost.toSeconds(), what, because.call()));
        }
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("cannot tell whether " + what, e);
    }
  }
}
