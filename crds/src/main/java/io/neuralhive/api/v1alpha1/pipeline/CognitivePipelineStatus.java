package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.neuralhive.api.v1alpha1.common.Condition;
import java.util.List;

/** What was made of a pipeline, and whether it does what it was declared to do. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CognitivePipelineStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Conditions: Accepted, ResolvedRefs, Ready, Progressing, Degraded.")
        List<Condition> conditions,
    @JsonPropertyDescription("Hash of the plan that runs.") String planHash,
    @JsonPropertyDescription("Ready units of all, with the gateway, e.g. 3/3.") String readyUnits,
    @JsonPropertyDescription("URL of the ingress inside the cluster.") String ingress,
    @JsonPropertyDescription("Units that stages and sinks were fused into, and the gateway.")
        List<UnitStatus> units) {

  public CognitivePipelineStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    units = units == null ? List.of() : List.copyOf(units);
  }
}
