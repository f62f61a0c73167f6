package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** One unit: stages that run in one process. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UnitStatus(
    @Required @JsonPropertyDescription("Name of the unit and of its Deployment.") String name,
    @JsonPropertyDescription("Stages of the unit, in order; the gateway has none.")
        List<String> stages,
    @JsonPropertyDescription("Ready pods of all wanted, e.g. 1/1.") String readyReplicas,
    @JsonPropertyDescription("Why it is not ready, in the words of its pods.") String message) {

  public UnitStatus {
    stages = stages == null ? List.of() : List.copyOf(stages);
  }
}
