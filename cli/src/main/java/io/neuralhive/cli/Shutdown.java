package io.neuralhive.cli;

import java.util.concurrent.CountDownLatch;

/** Turns Ctrl-C and SIGTERM into an interrupt, and keeps the JVM until the work is put away. */
final class Shutdown implements AutoCloseable {

  private final CountDownLatch done = new CountDownLatch(1);

  private volatile boolean asked;

  private Shutdown() {}

  /** From now on a signal interrupts the calling thread; the JVM ends after {@link #close}. */
  static Shutdown interrupting() {
    var shutdown = new Shutdown();
    var worker = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutdown.signalled(worker), "shutdown"));
    return shutdown;
  }

  /** Whether somebody asked the run to end. */
  boolean asked() {
    return asked;
  }

  private void signalled(Thread worker) {
    asked = true;
    if (done.getCount() > 0) {
      worker.interrupt();
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
  }
}
