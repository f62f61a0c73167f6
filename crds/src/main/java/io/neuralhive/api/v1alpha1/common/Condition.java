package io.neuralhive.api.v1alpha1.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * One observed aspect of an object, in the shape of {@code metav1.Condition}.
 *
 * <p>Times are kept in UTC and whole seconds, as Kubernetes does: what is read back equals what was
 * written.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
    @Required
        @Size(max = 316)
        @JsonPropertyDescription(
            "Aspect. Accepted: the spec makes sense by itself. ResolvedRefs: what it names exists"
                + " and fits. Ready: it does what it declares. Progressing: a change is on its way."
                + " Degraded: it works, but not as well as declared.")
        String type,
    @Required @JsonPropertyDescription("True, False or Unknown.") ConditionStatus status,
    @Required
        @Size(min = 1, max = 1024)
        @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        @JsonPropertyDescription("CamelCase word for programs; documented per kind.")
        String reason,
    @Required
        @Size(max = 32768)
        @JsonPropertyDescription("Sentence for people: what is so, and what to do about it.")
        String message,
    @Required @JsonPropertyDescription("When the status last changed.")
        ZonedDateTime lastTransitionTime,
    @JsonPropertyDescription("Generation of the spec that this condition speaks of.")
        Long observedGeneration) {

  public Condition {
    if (lastTransitionTime != null) {
      lastTransitionTime =
          lastTransitionTime.withZoneSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }
  }
}
