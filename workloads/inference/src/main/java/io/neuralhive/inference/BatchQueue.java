package io.neuralhive.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that wait for one model, and the threads that run it. Whatever waits when a thread
 * gets free goes through the model together; nobody waits for a batch to fill.
 */
final class BatchQueue implements AutoCloseable {

  /** The queue holds as many requests as it may. */
  static final class Full extends Exception {}

  /** The server ends; the request was not run. */
  static final class Closed extends Exception {}

  private record Job(
      Map<String, Tensor> inputs, int rows, CompletableFuture<Map<String, Tensor>> answer) {}

  private static final Logger LOG = LoggerFactory.getLogger(BatchQueue.class);

  private final ServedModel model;
  private final int maxBatch;
  private final int maxQueue;
  private final IntConsumer batchSize;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Job> waiting = new ArrayDeque<>();
  private final List<Thread> threads;
  private boolean closed;

  /**
   * @param threads how many batches run at the same time
   * @param batchSize told how many requests each run of the model answered
   */
  BatchQueue(
      String name,
      ServedModel model,
      int maxBatch,
      int maxQueue,
      int threads,
      IntConsumer batchSize) {
    this.model = model;
    this.maxBatch = maxBatch;
    this.maxQueue = maxQueue;
    this.batchSize = batchSize;
    this.threads =
        IntStream.range(0, threads)
            .mapToObj(
                i -> Thread.ofPlatform().daemon().name(name + "-" + i).start(this::runBatches))
            .toList();
  }

  /**
   * Takes a request without waiting.
   *
   * @return completes with the answer, or fails with {@link ModelFailure} or {@link Closed}
   */
  Future<Map<String, Tensor>> submit(Map<String, Tensor> inputs) throws Full, Closed {
    // A model that may not be batched always runs one request: it counts as a full batch.
    var rows = model.rowsAreIndependent() ? inputs.values().iterator().next().rowCount() : maxBatch;
    var job = new Job(inputs, rows, new CompletableFuture<>());
    lock.lock();
    try {
      if (closed) {
        throw new Closed();
      }
      if (waiting.size() >= maxQueue) {
        throw new Full();
      }
      waiting.add(job);
      arrived.signal();
    } finally {
      lock.unlock();
    }
    return job.answer();
  }

  int length() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what still waits, lets running batches end, and closes the model. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      waiting.forEach(job -> job.answer().completeExceptionally(new Closed()));
      waiting.clear();
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      for (var thread : threads) {
        thread.join();
      }
      model.close();
    } catch (InterruptedException e) {
      // A model in use must not be closed; the process is about to end anyway.
      Thread.currentThread().interrupt();
    }
  }

  private void runBatches() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      run(batch);
    }
  }

  /** The next requests to run together; empty when the queue is closed. */
  private List<Job> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        arrived.awaitUninterruptibly();
      }
      var batch = new ArrayList<Job>();
      var rows = 0;
      while (!waiting.isEmpty() && (batch.isEmpty() || rows + waiting.peek().rows() <= maxBatch)) {
        var job = waiting.poll();
        rows += job.rows();
        batch.add(job);
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void run(List<Job> batch) {
    try {
      var answers = model.infer(batch.size() == 1 ? batch.getFirst().inputs() : join(batch));
      batchSize.accept(batch.size());
      if (batch.size() == 1) {
        batch.getFirst().answer().complete(answers);
        return;
      }
      var from = 0;
      for (var job : batch) {
        job.answer().complete(rows(answers, from, from + job.rows()));
        from += job.rows();
      }
    } catch (ModelFailure | RuntimeException | Error e) {
      // Errors too: a thread that ended here would leave its callers waiting for ever.
      if (batch.size() == 1) {
        batch.getFirst().answer().completeExceptionally(e);
      } else {
        // One request must not fail its neighbours, so each gets its own run and its own error.
        LOG.warn("a batch of {} requests failed; running them one by one", batch.size());
        batch.forEach(job -> run(List.of(job)));
      }
    }
  }

  /** Only texts are joined: the one task with independent rows takes a single text input. */
  private static Map<String, Tensor> join(List<Job> batch) {
    var name = batch.getFirst().inputs().keySet().iterator().next();
    var texts =
        batch.stream()
            .flatMap(job -> ((Tensor.Bytes) job.inputs().get(name)).values().stream())
            .toList();
    return Map.of(name, new Tensor.Bytes(List.of((long) texts.size()), texts));
  }

  private static Map<String, Tensor> rows(Map<String, Tensor> answers, int from, int to) {
    var part = new HashMap<String, Tensor>();
    answers.forEach((name, tensor) -> part.put(name, tensor.rows(from, to)));
    return part;
  }
}
