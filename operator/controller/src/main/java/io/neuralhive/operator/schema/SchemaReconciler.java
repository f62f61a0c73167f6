package io.neuralhive.operator.schema;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.neuralhive.api.v1alpha1.common.DeletionPolicy;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.operator.kube.Events;
import io.neuralhive.operator.kube.Finalizer;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.References;
import io.neuralhive.operator.kube.StatusPatch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a schema to its last version, off this thread, and looks again every so often.
 *
 * <p>It sees deletions itself, because its finalizer stands only on schemas whose policy is Delete.
 */
@ControllerConfiguration(
    name = "schema",
    fieldManager = Labels.OPERATOR,
    triggerReconcilerOnAllEvents = true)
public final class SchemaReconciler implements Reconciler<DatabaseSchema>, AutoCloseable {
  static final Finalizer FINALIZER = new Finalizer("neuralhive.io/schema");
  private static final Logger LOG = LoggerFactory.getLogger(SchemaReconciler.class);

  private final MigrationRuns runs = new MigrationRuns();
  private final Events events;
  private final Duration again;
  private final Clock clock;

  /**
   * @param again how long the database is trusted to be as it was
   */
  public SchemaReconciler(Events events, Duration again, Clock clock) {
    this.events = events;
    this.again = again;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, DatabaseSchema>> prepareEventSources(
      EventSourceContext<DatabaseSchema> context) {
    return List.of(
        runs.ended(),
        References.to(
            CognitivePlatform.class,
            context,
            "platform",
            schema -> Set.of(schema.getSpec().platformRef().name())));
  }

  @Override
  public UpdateControl<DatabaseSchema> reconcile(
      DatabaseSchema schema, Context<DatabaseSchema> context) {
    if (context.isPrimaryResourceDeleted()) {
      runs.forget(ResourceID.fromResource(schema));
      return UpdateControl.noUpdate();
    }
    var gathered = gather(schema, context);
    if (schema.isMarkedForDeletion()) {
      return delete(schema, gathered, context);
    }
    FINALIZER.set(
        context.getClient(),
        schema,
        schema.getSpec().deletionPolicy() == DeletionPolicy.Delete,
        DatabaseSchema::new);
    var observed = observe(schema, gathered);
    if (observed.isEmpty() && knows(schema)) {
      return UpdateControl.noUpdate();
    }
    return publish(schema, observed.orElseGet(SchemaObservation.Running::new), context);
  }

  private UpdateControl<DatabaseSchema> publish(
      DatabaseSchema schema, SchemaObservation observed, Context<DatabaseSchema> context) {
    var status = SchemaStatuses.of(schema, observed, clock);
    var before = schema.getStatus();
    var written = StatusPatch.of(context, schema, status, DatabaseSchema::new);
    events.changed(schema, before == null ? List.of() : before.conditions(), status.conditions());
    return written.rescheduleAfter(again);
  }

  private SchemaGathering gather(DatabaseSchema schema, Context<DatabaseSchema> context) {
    var platform =
        References.find(
            context, CognitivePlatform.class, schema, schema.getSpec().platformRef().name());
    var secrets = context.getClient().secrets().inNamespace(schema.getMetadata().getNamespace());
    return SchemaGathering.of(
        schema, platform, name -> Optional.ofNullable(secrets.withName(name).get()));
  }

  /** Empty while migrations run. */
  private Optional<SchemaObservation> observe(DatabaseSchema schema, SchemaGathering gathered) {
    var rejection = SchemaChecks.firstFailure(schema.getSpec().migrations());
    if (rejection.isPresent()) {
      return rejection.map(SchemaObservation.Rejected::new);
    }
    return switch (gathered) {
      case SchemaGathering.Missing(var problem) ->
          Optional.of(new SchemaObservation.Unresolved(problem));
      case SchemaGathering.Found(var plan) -> runs.outcome(ResourceID.fromResource(schema), plan);
    };
  }

  private UpdateControl<DatabaseSchema> delete(
      DatabaseSchema schema, SchemaGathering gathered, Context<DatabaseSchema> context) {
    // A run that goes on would make again what is dropped.
    if (!FINALIZER.isOn(schema) || runs.isRunning(ResourceID.fromResource(schema))) {
      return UpdateControl.noUpdate();
    }
    switch (gathered) {
      case SchemaGathering.Found(var plan) -> {
        var obstacle = Migrations.undo(plan);
        if (obstacle.isPresent()) {
          return publish(schema, new SchemaObservation.Failed(obstacle.get()), context);
        }
        LOG.info("dropped schema {}", plan.schema());
      }
      // Nobody can say any more where it is; holding the object would hold its namespace too.
      case SchemaGathering.Missing(var problem) ->
          LOG.warn("schema of {} stays: {}", schema.getMetadata().getName(), problem.message());
    }
    FINALIZER.set(context.getClient(), schema, false, DatabaseSchema::new);
    return UpdateControl.noUpdate();
  }

  private static boolean knows(DatabaseSchema schema) {
    return schema.getStatus() != null
        && schema.getMetadata().getGeneration().equals(schema.getStatus().observedGeneration());
  }

  @Override
  public void close() {
    runs.close();
  }
}
