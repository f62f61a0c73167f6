package io.neuralhive.gateway;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;

/**
 * Room for the bodies that are read at the same time. Slow clients may hold many of them; who comes
 * when there is no room left is told to come back, before the heap is full.
 */
final class BodyBudget {

  private static final int UNIT_BYTES = 1024;

  private final Semaphore free;

  /** Room for that many bytes, in whole KiB. */
  BodyBudget(long bytes) {
    free = new Semaphore(units(bytes));
  }

  /** Work on a body. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Works on a body of at most that many bytes.
   *
   * @throws Problem when there is no room for them now
   */
  <T> T during(long bytes, Work<T> work) throws IOException {
    int units = units(bytes);
    if (!free.tryAcquire(units)) {
      throw Problem.notNow(
          HttpStatus.SERVICE_UNAVAILABLE,
          "too many requests are being sent at the same time; send this one again",
          null);
    }
    try {
      return work.run();
    } finally {
      free.release(units);
    }
  }

  private static int units(long bytes) {
    return Math.toIntExact(Math.ceilDiv(bytes, UNIT_BYTES));
  }
}
