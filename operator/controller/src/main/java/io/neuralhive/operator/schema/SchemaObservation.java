package io.neuralhive.operator.schema;

import io.neuralhive.api.v1alpha1.schema.Table;
import io.neuralhive.operator.kube.Problem;
import java.util.List;

/** What came of bringing a schema to its plan. */
sealed interface SchemaObservation {
  /** Every migration is applied. */
  record Migrated(String version, String checksum, List<Table> tables)
      implements SchemaObservation {}

  /** The spec is at fault; the schema stays as it is. */
  record Rejected(Problem problem) implements SchemaObservation {}

  /** Platform, Secret or key is missing. */
  record Unresolved(Problem problem) implements SchemaObservation {}

  /** A migration failed and was rolled back, or the database does not answer. */
  record Failed(Problem problem) implements SchemaObservation {}

  /** Migrations run. */
  record Running() implements SchemaObservation {}
}
