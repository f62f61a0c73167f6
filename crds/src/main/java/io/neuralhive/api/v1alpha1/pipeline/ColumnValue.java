package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A column and the record field that fills it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ColumnValue(
    @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Name of the column.")
        String column,
    @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription(
            "Name of the field. Records, arrays and maps become JSON and need a jsonb column.")
        String field) {}
