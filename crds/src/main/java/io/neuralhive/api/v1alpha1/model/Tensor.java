package io.neuralhive.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A tensor by name, element type and shape. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Tensor(
    @Required @Size(min = 1, max = 128) @JsonPropertyDescription("Name of the tensor.") String name,
    @Required @JsonPropertyDescription("Type of its elements; BYTES is UTF-8 text.")
        Datatype datatype,
    @Required
        @Size(min = 1, max = 8)
        @JsonPropertyDescription("Size of each axis; -1 is any, the first axis is the batch.")
        List<@Min(-1) @Max(1048576) Integer> shape) {

  public Tensor {
    shape = shape == null ? List.of() : List.copyOf(shape);
  }

  /** Element types of the Open Inference Protocol. */
  public enum Datatype {
    BOOL,
    INT32,
    INT64,
    FP32,
    FP64,
    BYTES
  }
}
