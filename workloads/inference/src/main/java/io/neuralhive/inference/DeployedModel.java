package io.neuralhive.inference;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** One declared model from the start of the process to its end. */
final class DeployedModel implements AutoCloseable {

  /** Where the model stands on its way to answering. */
  sealed interface Phase {
    /** Being fetched, loaded and proven. */
    record Loading() implements Phase {}

    /** Answering. */
    record Ready(BatchQueue queue) implements Phase {}

    /** Loaded, but a golden sample gives another answer; it never answers in this process. */
    record GoldenFailed(String problem) implements Phase {}

    /** The process ends. */
    record Stopped() implements Phase {}
  }

  private final ModelSpec spec;
  private volatile Phase phase = new Phase.Loading();
  private volatile Duration loadTime = Duration.ZERO;

  DeployedModel(ModelSpec spec) {
    this.spec = spec;
  }

  ModelSpec spec() {
    return spec;
  }

  Phase phase() {
    return phase;
  }

  boolean ready() {
    return phase instanceof Phase.Ready;
  }

  /** From the start of fetching to the last golden sample; zero while loading. */
  Duration loadTime() {
    return loadTime;
  }

  /** Why the model does not answer, in one sentence; empty when it does. */
  String reason() {
    return switch (phase) {
      case Phase.Loading _ -> "model " + spec.name() + " is loading";
      case Phase.Ready _ -> "";
      case Phase.GoldenFailed failed ->
          "model " + spec.name() + " failed a golden sample: " + failed.problem();
      case Phase.Stopped _ -> "the server is stopping";
    };
  }

  synchronized void loaded(Phase next, Duration time) {
    if (phase instanceof Phase.Stopped) {
      // The process was told to end while the model was loading.
      closeQueue(next);
      return;
    }
    loadTime = time;
    phase = next;
  }

  int waiting() {
    return phase instanceof Phase.Ready(var queue) ? queue.length() : 0;
  }

  /**
   * Answers one checked request.
   *
   * @throws RequestRefused 503 when not ready, 429 when too many requests wait
   * @throws ModelFailure if the model cannot answer these inputs
   */
  Map<String, Tensor> infer(Map<String, Tensor> inputs) throws RequestRefused, ModelFailure {
    try {
      return queue().submit(inputs).get();
    } catch (BatchQueue.Full e) {
      throw new RequestRefused(
          429, "model " + spec.name() + " has as many waiting requests as it may; retry later");
    } catch (BatchQueue.Closed e) {
      throw stopping();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopping();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ModelFailure failure -> throw failure;
        case BatchQueue.Closed _ -> throw stopping();
        default -> throw new ModelFailure("the model failed: " + e.getCause(), e.getCause());
      }
    }
  }

  @Override
  public synchronized void close() {
    var last = phase;
    phase = new Phase.Stopped();
    closeQueue(last);
  }

  /** The queue of a ready model. */
  private BatchQueue queue() throws RequestRefused {
    if (phase instanceof Phase.Ready(var queue)) {
      return queue;
    }
    throw new RequestRefused(503, reason());
  }

  private static void closeQueue(Phase phase) {
    if (phase instanceof Phase.Ready(var queue)) {
      queue.close();
    }
  }

  private static RequestRefused stopping() {
    return new RequestRefused(503, "the server is stopping");
  }
}
