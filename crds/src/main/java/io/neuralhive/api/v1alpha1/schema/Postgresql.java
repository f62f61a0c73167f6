package io.neuralhive.api.v1alpha1.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A schema in the platform's PostgreSQL database. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Postgresql(
    @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z_][a-z0-9_]*$")
        @ValidationRule(
            value = "self == oldSelf",
            message =
                "schema cannot change, its tables would stay behind; make a new DatabaseSchema")
        @JsonPropertyDescription("Name of the schema; it is made when absent, and cannot change.")
        String schema) {}
