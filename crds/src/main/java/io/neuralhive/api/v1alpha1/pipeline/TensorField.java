package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A tensor of a model and the record field it is read from or written to. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TensorField(
    @Required @Size(min = 1, max = 128) @JsonPropertyDescription("Name of the tensor.")
        String tensor,
    @Required @Size(min = 1, max = 128) @JsonPropertyDescription("Name of the field.")
        String field) {}
