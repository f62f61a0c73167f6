package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.neuralhive.api.v1alpha1.common.Reference;
import java.util.List;

/** Asks a model about each record and keeps its answers in fields. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelStage(
    @Required @JsonPropertyDescription("ModelDeployment that is asked.") Reference modelRef,
    @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Inputs of the model and the fields they are read from.")
        List<TensorField> inputs,
    @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Outputs of the model and the fields they are written to.")
        List<TensorField> outputs,
    @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "Entry of schemas that the stage writes: what it reads, and the output fields.")
        String writes) {

  public ModelStage {
    inputs = inputs == null ? List.of() : List.copyOf(inputs);
    outputs = outputs == null ? List.of() : List.copyOf(outputs);
  }
}
