package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import io.neuralhive.api.v1alpha1.model.ModelDeploymentSpec;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineSpec;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchemaSpec;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchemaStatus;
import io.neuralhive.api.v1alpha1.stream.EventStreamSpec;
import io.neuralhive.api.v1alpha1.stream.EventStreamStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline and everything that was found of what it refers to.
 *
 * <p>Every object has passed the schema of its kind; defaults may be missing.
 *
 * @param platform the platform; null when it does not exist
 * @param streams by name; what is absent does not exist. More than the pipeline refers to may be
 *     given, and makes for better suggestions.
 * @param models by name, likewise
 * @param databaseSchemas by name, likewise
 * @param images images that the operator brings along
 * @param registeredSchemas schemas of the pipeline's own topics, as far as they are registered; see
 *     {@link Diagnostics#firstMake}
 */
public record ResolvedPipeline(
    String namespace,
    String name,
    CognitivePipelineSpec spec,
    Platform platform,
    Map<String, Stream> streams,
    Map<String, ModelDeploymentSpec> models,
    Map<String, Database> databaseSchemas,
    WorkloadImages images,
    List<RegisteredSchema> registeredSchemas) {

  public ResolvedPipeline {
    streams = Map.copyOf(streams);
    models = Map.copyOf(models);
    databaseSchemas = Map.copyOf(databaseSchemas);
    registeredSchemas = List.copyOf(registeredSchemas);
  }

  /**
   * A schema of one of the pipeline's own topics, and the id it was given. The text is part of it,
   * so that the id of an older schema is never taken for that of a new one.
   *
   * @param schema text as in {@link InternalTopic#schema}
   */
  public record RegisteredSchema(String topic, String schema, int id) {}

  /** The platform, and whether its condition Ready is True. */
  public record Platform(CognitivePlatformSpec spec, boolean ready) {}

  /** A stream; the status is null before the operator has seen it. */
  public record Stream(EventStreamSpec spec, EventStreamStatus status) {
    /** Whether its newest spec was refused; the schema in the status is then an older one's. */
    boolean refused() {
      return status != null
          && status.conditions().stream()
              .filter(condition -> condition.type().equals("Accepted"))
              .anyMatch(condition -> condition.status() == ConditionStatus.False);
    }
  }

  /** A database schema; the status is null before the operator has seen it. */
  public record Database(DatabaseSchemaSpec spec, DatabaseSchemaStatus status) {}

  /** The registry id of the schema of one of the pipeline's own topics; empty when it has none. */
  Optional<Integer> schemaId(InternalTopic topic) {
    return registeredSchemas.stream()
        .filter(known -> known.topic().equals(topic.topic()))
        .filter(known -> known.schema().equals(topic.schema()))
        .map(RegisteredSchema::id)
        .findFirst();
  }
}
