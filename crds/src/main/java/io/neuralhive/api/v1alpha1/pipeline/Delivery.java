package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How records are delivered. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Delivery(
    @Default("ExactlyOnce")
        @JsonPropertyDescription("What holds for every record, also when processes are killed.")
        Guarantee guarantee,
    @Default("100")
        @Min(1)
        @Max(60000)
        @JsonPropertyDescription("Milliseconds between commits; readers see records after one.")
        Integer commitIntervalMillis) {

  /** Delivery guarantees. */
  public enum Guarantee {
    /** Each record has its effect once. */
    ExactlyOnce
  }
}
