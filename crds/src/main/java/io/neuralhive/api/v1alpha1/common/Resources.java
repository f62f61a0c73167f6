package io.neuralhive.api.v1alpha1.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;

/** What one pod asks for and may use at most. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Resources(
    @JsonPropertyDescription("CPU that a pod is promised, e.g. 250m.") Quantity cpu,
    @JsonPropertyDescription("Memory that a pod is promised and limited to, e.g. 256Mi.")
        Quantity memory) {}
