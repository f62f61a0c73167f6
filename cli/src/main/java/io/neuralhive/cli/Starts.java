package io.neuralhive.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** Parts that start side by side. As soon as one fails, the others are interrupted. */
final class Starts implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<Exception> first = new AtomicReference<>();

  <T> Future<T> begin(Callable<T> part) {
    try {
      return threads.submit(() -> call(part));
    } catch (RejectedExecutionException anotherFailedAlready) {
      return CompletableFuture.failedFuture(anotherFailedAlready);
    }
  }

  private <T> T call(Callable<T> part) throws Exception {
    try {
      return part.call();
    } catch (Exception e) {
      if (first.compareAndSet(null, e)) {
        threads.shutdownNow();
      }
      throw e;
    }
  }

  /** Waits for a part; what failed first is what is told, not what was given up for it. */
  <T> T result(Future<T> part) throws InterruptedException {
    try {
      return part.get();
    } catch (ExecutionException e) {
      var cause = first.get();
      if (cause == null) {
        throw new IllegalStateException(e.getCause());
      }
      throw cause instanceof CannotDoException known
          ? known
          : new CannotDoException(
              cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
  }

  /** Gives up what has not finished, and returns when all of it has ended. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
