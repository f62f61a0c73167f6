package io.neuralhive.local.node;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one task after it was asked for, once for any number of requests meanwhile, and again after
 * a second when it failed.
 */
final class Coalesced implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Coalesced.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final String name;
  private final Runnable task;
  private final Semaphore requests = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  Coalesced(String name, Runnable task) {
    this.name = name;
    this.task = task;
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  void request() {
    requests.release();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean failed = false;
    try {
      while (!closed) {
        if (failed) {
          requests.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } else {
          requests.acquire();
        }
        requests.drainPermits();
        failed = !succeeds();
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private boolean succeeds() {
    try {
      task.run();
      return true;
    } catch (RuntimeException e) {
      LOG.debug("{} will be tried again: {}", name, e.toString());
      return false;
    }
  }
}
