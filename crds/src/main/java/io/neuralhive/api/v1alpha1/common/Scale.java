package io.neuralhive.api.v1alpha1.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How many pods share the work. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Scale(
    @Default("1")
        @Min(0)
        @Max(256)
        @JsonPropertyDescription("Pods that share the work; 0 stops it and keeps its place.")
        Integer replicas) {}
