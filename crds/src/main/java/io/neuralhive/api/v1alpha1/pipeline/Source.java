package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.neuralhive.api.v1alpha1.common.Reference;

/** What is read: another stage's output, or a stream. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.stage) != has(self.streamRef)",
    message = "exactly one of stage, streamRef must be set")
public record Source(
    @Size(min = 1, max = 63) @JsonPropertyDescription("A stage of this pipeline.") String stage,
    @JsonPropertyDescription("A stream.") Reference streamRef) {}
