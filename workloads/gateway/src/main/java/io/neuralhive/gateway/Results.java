package io.neuralhive.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Results of requests, as JSON text by id, and those who wait for them. */
final class Results {

  private final RequestStates states;
  private final Map<String, Waiters> waiting = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /** Everybody who waits for one id; it is left by the last of them, not by the first. */
  private record Waiters(CompletableFuture<Optional<String>> result, int number) {}

  Results(RequestStates states) {
    this.states = states;
  }

  /** The result, if it is known now. */
  Optional<String> find(String id) {
    return states.result(id);
  }

  /** The result, waiting for it at most that long; empty when it does not come. */
  Optional<String> await(String id, Duration atMost) throws InterruptedException {
    // Waiting begins before the look-up, or a result that comes between the two is missed.
    var result = enter(id);
    try {
      var known = states.result(id);
      return known.isPresent() || stopping
          ? known
          : result.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("results are completed with values only", e);
    } finally {
      leave(id);
    }
  }

  /** Keeps a result and gives it to those who wait for it. */
  void arrived(String id, String json) {
    states.keepResult(id, json);
    var waiters = waiting.get(id);
    if (waiters != null) {
      waiters.result().complete(Optional.of(json));
    }
  }

  /** Lets everybody go who waits, with nothing: the gateway stops, another one can be asked. */
  void stopWaiting() {
    stopping = true;
    waiting.values().forEach(waiters -> waiters.result().complete(Optional.empty()));
  }

  /** How many ids are waited for. */
  int awaited() {
    return waiting.size();
  }

  private CompletableFuture<Optional<String>> enter(String id) {
    return waiting
        .compute(
            id,
            (_, there) ->
                there == null
                    ? new Waiters(new CompletableFuture<>(), 1)
                    : new Waiters(there.result(), there.number() + 1))
        .result();
  }

  private void leave(String id) {
    waiting.computeIfPresent(
        id,
        (_, there) -> there.number() == 1 ? null : new Waiters(there.result(), there.number() - 1));
  }
}
