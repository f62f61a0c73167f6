package io.neuralhive.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A text and the answer it must get. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record GoldenSample(
    @Required @Size(min = 1, max = 10000) @JsonPropertyDescription("Text to classify.") String text,
    @Required @Size(min = 1, max = 128) @JsonPropertyDescription("Output that is looked at.")
        String output,
    @Required @Size(min = 1, max = 128) @JsonPropertyDescription("Label that it must give.")
        String label,
    @Min(0)
        @Max(100)
        @JsonPropertyDescription("Probability that the label must have at least, in percent.")
        Integer minConfidencePercent) {}
