package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where records enter. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Ingress(
    @Required @JsonPropertyDescription("Records come by HTTP.") HttpIngress http) {}
