package io.neuralhive.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Inputs and outputs of a model, in the terms of the Open Inference Protocol. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Signature(
    @Required @Size(min = 1, max = 64) @JsonPropertyDescription("Inputs.") List<Tensor> inputs,
    @Required @Size(min = 1, max = 64) @JsonPropertyDescription("Outputs.") List<Tensor> outputs) {

  public Signature {
    inputs = inputs == null ? List.of() : List.copyOf(inputs);
    outputs = outputs == null ? List.of() : List.copyOf(outputs);
  }
}
