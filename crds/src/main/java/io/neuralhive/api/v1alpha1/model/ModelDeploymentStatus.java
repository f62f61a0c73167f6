package io.neuralhive.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.neuralhive.api.v1alpha1.common.Condition;
import java.util.List;

/** What is served, as the server says. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelDeploymentStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Conditions: Accepted, Ready, Progressing.")
        List<Condition> conditions,
    @JsonPropertyDescription("Base URL of the Open Inference Protocol inside the cluster.")
        String url,
    @JsonPropertyDescription("SHA-256 of the artifact that the server verified and loaded.")
        String digest,
    @JsonPropertyDescription("Ready pods of all wanted, e.g. 1/1.") String readyReplicas) {

  public ModelDeploymentStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
