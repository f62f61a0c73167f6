package io.neuralhive.planner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.neuralhive.api.v1alpha1.common.Condition;
import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import io.neuralhive.api.v1alpha1.model.ModelDeploymentSpec;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineSpec;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformStatus;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchemaSpec;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchemaStatus;
import io.neuralhive.api.v1alpha1.stream.EventStreamSpec;
import io.neuralhive.api.v1alpha1.stream.EventStreamStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a user applies, and what the cluster knows of it, as the controller would gather it.
 */
final class Manifests {

  /** The API ignores unknown keys; a test with one would test something else than it says. */
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                    MapperConfig<?> config, Annotated annotated) {
                  return JsonIgnoreProperties.Value.empty();
                }
              })
          .findAndRegisterModules()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final WorkloadImages IMAGES =
      new WorkloadImages(
          "neural-hive/runner:0.1.0", "neural-hive/gateway:0.1.0", "neural-hive/inference:0.1.0");

  private Manifests() {}

  static ResolvedPipeline resolve(String yaml) throws IOException {
    ResolvedPipeline.Platform platform = null;
    JsonNode pipeline = null;
    Map<String, ResolvedPipeline.Stream> streams = new HashMap<>();
    Map<String, ModelDeploymentSpec> models = new HashMap<>();
    Map<String, ResolvedPipeline.Database> databases = new HashMap<>();
    var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml);
    while (documents.hasNext()) {
      var object = documents.next();
      var name = object.at("/metadata/name").asText();
      switch (object.path("kind").asText()) {
        case "CognitivePlatform" -> platform = platform(object);
        case "EventStream" ->
            streams.put(
                name,
                new ResolvedPipeline.Stream(
                    spec(object, EventStreamSpec.class), status(object, EventStreamStatus.class)));
        case "ModelDeployment" -> models.put(name, spec(object, ModelDeploymentSpec.class));
        case "DatabaseSchema" ->
            databases.put(
                name,
                new ResolvedPipeline.Database(
                    spec(object, DatabaseSchemaSpec.class),
                    status(object, DatabaseSchemaStatus.class)));
        case "CognitivePipeline" -> pipeline = object;
        default -> throw new IllegalArgumentException("unexpected " + object);
      }
    }
    return new ResolvedPipeline(
        pipeline.at("/metadata/namespace").asText(),
        pipeline.at("/metadata/name").asText(),
        spec(pipeline, CognitivePipelineSpec.class),
        platform,
        streams,
        models,
        databases,
        IMAGES,
        List.of());
  }

  private static ResolvedPipeline.Platform platform(JsonNode object) throws IOException {
    var status = status(object, CognitivePlatformStatus.class);
    List<Condition> conditions = status == null ? List.of() : status.conditions();
    return new ResolvedPipeline.Platform(
        spec(object, CognitivePlatformSpec.class),
        conditions.stream()
            .anyMatch(c -> c.type().equals("Ready") && c.status() == ConditionStatus.True));
  }

  private static <T> T spec(JsonNode object, Class<T> type) throws IOException {
    return YAML.treeToValue(object.get("spec"), type);
  }

  private static <T> T status(JsonNode object, Class<T> type) throws IOException {
    return object.has("status") ? YAML.treeToValue(object.get("status"), type) : null;
  }
}
