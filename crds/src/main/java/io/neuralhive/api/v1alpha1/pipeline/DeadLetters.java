package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;

/** Records that cannot be processed go to a topic per unit, with reason and origin in headers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeadLetters(
    @Default("3")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("How often a failing stage is tried before its record goes there.")
        Integer maxAttempts,
    @Default("30d")
        @Pattern("^[1-9][0-9]{0,8}(s|m|h|d)$")
        @JsonPropertyDescription("How long dead letters are kept.")
        String retention) {}
