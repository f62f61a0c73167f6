package io.neuralhive.api.v1alpha1.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The Kafka cluster: one that somebody else runs, or one that Strimzi runs. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.external) != has(self.strimzi)",
    message = "exactly one of external, strimzi must be set")
public record KafkaService(
    @JsonPropertyDescription("A cluster that this operator only connects to.") External external,
    @JsonPropertyDescription(
            "A cluster of the Strimzi operator; topics become KafkaTopic objects beside it.")
        Strimzi strimzi,
    @Default("1")
        @Min(1)
        @Max(16)
        @JsonPropertyDescription(
            "Copies of each partition of every topic that a stream does not size itself.")
        Integer replicationFactor) {

  /** A cluster that is there. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record External(
      @Required
          @Size(min = 3, max = 1024)
          @JsonPropertyDescription("Bootstrap servers: host:port, separated by commas.")
          String bootstrapServers) {}

  /** A cluster that Strimzi manages. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Strimzi(
      @Required
          @Size(min = 1, max = 253)
          @JsonPropertyDescription("Name of the Kafka object, in the same namespace.")
          String cluster,
      @Required
          @Size(min = 3, max = 1024)
          @JsonPropertyDescription("Bootstrap servers of the listener that workloads use.")
          String bootstrapServers) {}

  /** Bootstrap servers, whoever runs the cluster. */
  public String bootstrapServers() {
    return external != null ? external.bootstrapServers() : strimzi.bootstrapServers();
  }
}
