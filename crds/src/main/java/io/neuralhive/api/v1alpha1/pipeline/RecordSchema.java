package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A record type of the pipeline's own. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RecordSchema(
    @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Name by which stages refer to the type.")
        String name,
    @Required
        @Size(min = 2, max = 65536)
        @JsonPropertyDescription("Avro record schema, as JSON text.")
        String schema) {}
