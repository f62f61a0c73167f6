package io.neuralhive.operator.schema;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.operator.kube.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs migrations on threads of their own, at most two at once, so that a long one holds up nobody
 * else. When one ends, its schema is reconciled again and takes the outcome.
 */
final class MigrationRuns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationRuns.class);

  private final SimpleInboundEventSource<DatabaseSchema> ended =
      new SimpleInboundEventSource<>("migrations");
  private final Map<ResourceID, Run> runs = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().name("migration-", 0).daemon().factory());

  private record Run(SchemaPlan plan, CompletableFuture<SchemaObservation> outcome) {}

  SimpleInboundEventSource<DatabaseSchema> ended() {
    return ended;
  }

  /**
   * The outcome of a run of exactly this plan, once; empty while one runs. Starts one when there is
   * none.
   */
  Optional<SchemaObservation> outcome(ResourceID schema, SchemaPlan plan) {
    var run = runs.computeIfAbsent(schema, id -> start(id, plan));
    if (!run.outcome().isDone()) {
      return Optional.empty();
    }
    runs.remove(schema);
    if (run.plan().equals(plan)) {
      return Optional.of(run.outcome().join());
    }
    runs.put(schema, start(schema, plan));
    return Optional.empty();
  }

  /** Whether a run goes on; when it ends, the schema is reconciled again. */
  boolean isRunning(ResourceID schema) {
    var run = runs.get(schema);
    return run != null && !run.outcome().isDone();
  }

  /** Forgets a schema that is gone. */
  void forget(ResourceID schema) {
    runs.remove(schema);
  }

  private Run start(ResourceID schema, SchemaPlan plan) {
    var outcome = CompletableFuture.supplyAsync(() -> run(schema, plan), threads);
    outcome.whenComplete((done, failure) -> ended.propagateEvent(schema));
    return new Run(plan, outcome);
  }

  private static SchemaObservation run(ResourceID schema, SchemaPlan plan) {
    try {
      return Migrations.run(plan);
    } catch (RuntimeException e) {
      LOG.error("migrations of {} ended in an unexpected way", schema, e);
      return new SchemaObservation.Failed(
          new Problem("MigrationFailed", String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
