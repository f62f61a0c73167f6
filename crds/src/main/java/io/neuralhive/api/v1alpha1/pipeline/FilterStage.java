package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Lets some records pass; the others end here, on purpose. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FilterStage(
    @Required
        @Size(min = 1, max = 4096)
        @JsonPropertyDescription("CEL expression over record, of type bool; true lets it pass.")
        String when) {}
