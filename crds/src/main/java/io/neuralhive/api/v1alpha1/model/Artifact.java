package io.neuralhive.api.v1alpha1.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A file, by place and digest. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Artifact(
    @Required
        @Size(min = 1, max = 2048)
        @Pattern("^(https?|file|package):.+$")
        @JsonPropertyDescription(
            "Where it is: https, file (a path in the server's container), or package:NAME/VERSION"
                + " for a model that the server's image brings along.")
        String uri,
    @Required
        @Pattern("^[0-9a-f]{64}$")
        @JsonPropertyDescription("SHA-256 of the file; anything else is refused before it opens.")
        String sha256) {}
