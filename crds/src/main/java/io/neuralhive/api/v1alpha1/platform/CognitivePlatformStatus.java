package io.neuralhive.api.v1alpha1.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.neuralhive.api.v1alpha1.common.Condition;
import java.util.List;

/** What was seen of the backing services. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CognitivePlatformStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Conditions: Accepted, ResolvedRefs, Ready.")
        List<Condition> conditions,
    @JsonPropertyDescription("Reachable services of all declared, e.g. 3/4.") String reachable,
    @JsonPropertyDescription("Each declared service and how it answered.")
        List<ServiceStatus> services) {

  public CognitivePlatformStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    services = services == null ? List.of() : List.copyOf(services);
  }
}
