package io.neuralhive.api.v1alpha1.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.neuralhive.api.v1alpha1.common.Condition;
import java.util.List;

/** What was seen in the database. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabaseSchemaStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Conditions: Accepted, ResolvedRefs, Ready.")
        List<Condition> conditions,
    @JsonPropertyDescription("Schema in the database.") String schema,
    @JsonPropertyDescription("Version of the last migration that was applied.") String version,
    @JsonPropertyDescription("SHA-256 over the applied migrations, in order.") String checksum,
    @JsonPropertyDescription("Tables as the database has them; sinks are checked against them.")
        List<Table> tables) {

  public DatabaseSchemaStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    tables = tables == null ? List.of() : List.copyOf(tables);
  }
}
