package io.neuralhive.api.v1alpha1.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Where the backing services are. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CognitivePlatformSpec(
    @Required @JsonPropertyDescription("The Kafka cluster that carries every stream.")
        KafkaService kafka,
    @Required @JsonPropertyDescription("Schema registry with the Confluent-compatible REST API.")
        SchemaRegistryService schemaRegistry,
    @JsonPropertyDescription("The PostgreSQL database of sinks and database schemas.")
        PostgresqlService postgresql,
    @JsonPropertyDescription(
            "Redis, used only as a cache: losing its content never loses a record.")
        RedisService redis,
    @Size(max = 64) @JsonPropertyDescription("Images with stage functions that pipelines may name.")
        List<StageLibrary> stageLibraries) {

  public CognitivePlatformSpec {
    stageLibraries = stageLibraries == null ? List.of() : List.copyOf(stageLibraries);
  }
}
