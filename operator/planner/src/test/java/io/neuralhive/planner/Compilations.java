package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineSpec;
import io.neuralhive.api.v1alpha1.pipeline.HttpIngress;
import io.neuralhive.api.v1alpha1.pipeline.Ingress;
import io.neuralhive.api.v1alpha1.pipeline.ModelStage;
import io.neuralhive.api.v1alpha1.pipeline.PostgresqlSink;
import io.neuralhive.api.v1alpha1.pipeline.Sink;
import io.neuralhive.api.v1alpha1.pipeline.Stage;
import io.neuralhive.planner.ResolvedPipeline.RegisteredSchema;
import java.util.ArrayList;
import java.util.List;

/** Compiles as the operator does, and turns pipelines into others that mean the same. */
final class Compilations {

  private static final int FIRST_ID = 101;

  private Compilations() {}

  /** Compiles; schemas that have to be registered first get ids from 101 on. */
  static Compilation complete(ResolvedPipeline pipeline) {
    return switch (Compiler.compile(pipeline)) {
      case Diagnostics first when !first.firstMake().isEmpty() -> {
        List<RegisteredSchema> registered = new ArrayList<>();
        for (var topic : first.firstMake()) {
          registered.add(
              new RegisteredSchema(topic.topic(), topic.schema(), FIRST_ID + registered.size()));
        }
        yield Compiler.compile(with(pipeline, pipeline.spec(), registered));
      }
      case Compilation other -> other;
    };
  }

  static ResolvedPipeline with(
      ResolvedPipeline pipeline, CognitivePipelineSpec spec, List<RegisteredSchema> registered) {
    return new ResolvedPipeline(
        pipeline.namespace(),
        pipeline.name(),
        spec,
        pipeline.platform(),
        pipeline.streams(),
        pipeline.models(),
        pipeline.databaseSchemas(),
        pipeline.images(),
        registered);
  }

  /** The same pipeline with every list of it the other way round. */
  static ResolvedPipeline reversed(ResolvedPipeline pipeline) {
    var spec = pipeline.spec();
    return with(
        pipeline,
        new CognitivePipelineSpec(
            spec.platformRef(),
            spec.schemas().reversed(),
            spec.ingress() == null ? null : new Ingress(reversed(spec.ingress().http())),
            spec.stages().stream().map(Compilations::reversed).toList().reversed(),
            spec.sinks().stream().map(Compilations::reversed).toList().reversed(),
            spec.delivery(),
            spec.deadLetters(),
            spec.scale(),
            spec.resources()),
        pipeline.registeredSchemas());
  }

  private static HttpIngress reversed(HttpIngress http) {
    return new HttpIngress(
        http.path(),
        http.streamRef(),
        http.fields().reversed(),
        http.result(),
        http.maxBodyBytes(),
        http.scale(),
        http.resources());
  }

  private static Stage reversed(Stage stage) {
    var model = stage.model();
    return new Stage(
        stage.name(),
        stage.from(),
        stage.function(),
        model == null
            ? null
            : new ModelStage(
                model.modelRef(),
                model.inputs().reversed(),
                model.outputs().reversed(),
                model.writes()),
        stage.filter(),
        stage.streamRef(),
        stage.scale(),
        stage.resources());
  }

  private static Sink reversed(Sink sink) {
    return new Sink(
        sink.name(),
        sink.from(),
        new PostgresqlSink(
            sink.postgresql().schemaRef(),
            sink.postgresql().table(),
            sink.postgresql().columns().reversed()),
        sink.scale(),
        sink.resources());
  }
}
