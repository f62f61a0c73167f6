package io.neuralhive.api.v1alpha1.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** Settings of a stream's topic. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TopicSettings(
    @Default("1") @Min(1) @Max(1024) @JsonPropertyDescription("Partitions; can grow, never shrink.")
        Integer partitions,
    @Min(1)
        @Max(16)
        @JsonPropertyDescription("Copies of each partition; default is the platform's.")
        Integer replicationFactor,
    @Default("7d")
        @Pattern("^[1-9][0-9]{0,8}(s|m|h|d)$")
        @JsonPropertyDescription("How long records are kept, e.g. 12h or 7d.")
        String retention) {}
