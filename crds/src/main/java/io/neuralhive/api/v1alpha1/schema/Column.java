package io.neuralhive.api.v1alpha1.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A column as the database has it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Column(
    @Required @JsonPropertyDescription("Name of the column.") String name,
    @Required
        @JsonPropertyDescription("Type by its internal PostgreSQL name: text, int4, jsonb, _text.")
        String type,
    @Required @JsonPropertyDescription("Required when it takes no null and has no default.")
        Presence presence) {

  /** Whether a writer must give a value. */
  public enum Presence {
    Required,
    Optional
  }
}
