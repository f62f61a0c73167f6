package io.neuralhive.api.v1alpha1.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.neuralhive.api.v1alpha1.common.Condition;
import java.util.List;

/** What was made of a stream. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventStreamStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Conditions: Accepted, ResolvedRefs, Ready.")
        List<Condition> conditions,
    @JsonPropertyDescription("Topic, derived from namespace and name.") String topic,
    @JsonPropertyDescription("Partitions that the topic has.") Integer partitions,
    @JsonPropertyDescription("Subject of the values in the registry.") String subject,
    @JsonPropertyDescription("Registry id of the schema, as it stands in each record.")
        Integer schemaId,
    @JsonPropertyDescription("Version of the schema under its subject.") Integer schemaVersion) {

  public EventStreamStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
