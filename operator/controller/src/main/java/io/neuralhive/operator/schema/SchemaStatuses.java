package io.neuralhive.operator.schema;

import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchemaStatus;
import io.neuralhive.operator.kube.Conditions;
import io.neuralhive.operator.kube.Problem;
import java.time.Clock;

/** The status of a database schema: pure. */
final class SchemaStatuses {
  private SchemaStatuses() {}

  static DatabaseSchemaStatus of(DatabaseSchema schema, SchemaObservation observed, Clock clock) {
    var previous =
        schema.getStatus() == null
            ? new DatabaseSchemaStatus(null, null, null, null, null, null)
            : schema.getStatus();
    var generation = schema.getMetadata().getGeneration();
    var conditions = new Conditions(previous.conditions(), generation, clock);
    return switch (observed) {
      case SchemaObservation.Migrated migrated ->
          new DatabaseSchemaStatus(
              generation,
              well(conditions)
                  .yes(Conditions.READY, "Migrated", "at version " + migrated.version())
                  .list(),
              schema.getSpec().postgresql().schema(),
              migrated.version(),
              migrated.checksum(),
              migrated.tables());
      case SchemaObservation.Rejected(Problem problem) ->
          kept(
              previous,
              generation,
              conditions
                  .no(Conditions.ACCEPTED, problem.reason(), problem.message())
                  .yes(Conditions.RESOLVED_REFS, "Resolved", "platform and Secret exist")
                  .no(Conditions.READY, problem.reason(), problem.message()));
      case SchemaObservation.Unresolved(Problem problem) ->
          kept(
              previous,
              generation,
              conditions
                  .yes(Conditions.ACCEPTED, "Valid", "the spec is valid")
                  .no(Conditions.RESOLVED_REFS, problem.reason(), problem.message())
                  .no(Conditions.READY, problem.reason(), problem.message()));
      case SchemaObservation.Failed(Problem problem) ->
          kept(
              previous,
              generation,
              well(conditions).no(Conditions.READY, problem.reason(), problem.message()));
      case SchemaObservation.Running() ->
          kept(
              previous,
              generation,
              well(conditions).no(Conditions.READY, "Migrating", "migrations run"));
    };
  }

  private static Conditions well(Conditions conditions) {
    return conditions
        .yes(Conditions.ACCEPTED, "Valid", "the spec is valid")
        .yes(Conditions.RESOLVED_REFS, "Resolved", "platform and Secret exist");
  }

  private static DatabaseSchemaStatus kept(
      DatabaseSchemaStatus previous, Long generation, Conditions conditions) {
    return new DatabaseSchemaStatus(
        generation,
        conditions.list(),
        previous.schema(),
        previous.version(),
        previous.checksum(),
        previous.tables());
  }
}
