package io.neuralhive.api.v1alpha1.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One step from a version to the next. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Migration(
    @Required
        @Size(min = 1, max = 32)
        @Pattern("^[0-9]+(\\.[0-9]+)*$")
        @JsonPropertyDescription("Version that the schema has after this step, e.g. 1 or 1.2.")
        String version,
    @Required
        @Size(min = 1, max = 200)
        @Pattern("^[A-Za-z0-9][A-Za-z0-9 _-]*$")
        @JsonPropertyDescription("What the step does, in a few words.")
        String description,
    @Required
        @Size(min = 1, max = 65536)
        @JsonPropertyDescription("Statements, run in one transaction with the schema as path.")
        String sql) {}
