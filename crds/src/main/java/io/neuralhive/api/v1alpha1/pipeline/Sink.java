package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.common.Scale;

/** A store that records end in. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Sink(
    @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Name of the sink, unique among stages and sinks.")
        String name,
    @Required @JsonPropertyDescription("What the sink stores.") Source from,
    @Required @JsonPropertyDescription("A table in PostgreSQL.") PostgresqlSink postgresql,
    @JsonPropertyDescription("Pods of the sink.") Scale scale,
    @JsonPropertyDescription("What a pod of the sink asks for.") Resources resources) {}
