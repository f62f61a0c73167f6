package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Calls a function of a stage library. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FunctionStage(
    @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Stage library of the platform.")
        String library,
    @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Function of the library.")
        String name,
    @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "Entry of schemas that the function reads; default is what comes in.")
        String reads,
    @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "Entry of schemas that the function writes; default is the schema of the stage's"
                + " stream, else what it reads.")
        String writes,
    @JsonPropertyDescription("Settings of the function, by name.") Map<String, String> parameters) {

  public FunctionStage {
    // Sorted: plans are hashed, and Map.copyOf has another order in each JVM.
    parameters =
        parameters == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}
