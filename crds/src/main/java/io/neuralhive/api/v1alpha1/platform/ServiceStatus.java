package io.neuralhive.api.v1alpha1.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.neuralhive.api.v1alpha1.common.ConditionStatus;

/** How one backing service answered. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceStatus(
    @Required @JsonPropertyDescription("kafka, schemaRegistry, postgresql or redis.") String name,
    @Required @JsonPropertyDescription("Address that was asked, without credentials.")
        String address,
    @Required @JsonPropertyDescription("Whether it answered as that service.")
        ConditionStatus reachable,
    @JsonPropertyDescription("Version that it told, where it tells one.") String version,
    @JsonPropertyDescription("Why it is not reachable, and what to check.") String message) {}
