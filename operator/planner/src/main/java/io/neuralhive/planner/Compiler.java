package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.planner.SinkChecks.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a pipeline into the plan of every process; the only place that decides anything about it.
 *
 * <p>A topic between units needs the registry id of its schema, which only registration gives. So a
 * pipeline with such topics compiles in two rounds: the first finds nothing wrong and gives {@link
 * Category#Pending} with {@link Diagnostics#firstMake}; with the ids of those it is a plan. A plan
 * therefore never has a hole.
 */
public final class Compiler {

  private final ResolvedPipeline pipeline;
  private final Problems problems = new Problems();
  private final References references;

  private Compiler(ResolvedPipeline pipeline) {
    this.pipeline = pipeline;
    this.references = new References(pipeline, problems);
  }

  /**
   * Compiles a pipeline. The same pipeline gives the same result to the byte; the order of its
   * lists decides nothing.
   */
  public static Compilation compile(ResolvedPipeline pipeline) {
    return new Compiler(pipeline).compile();
  }

  private Compilation compile() {
    var spec = pipeline.spec();
    var platform = references.platform();
    var schemas = new RecordSchemas(spec.schemas(), problems);
    var graph = new Graph(spec);
    new GraphChecks(graph, spec, problems).run();
    var types = new EdgeTypes(graph, references, schemas, platform, problems);
    var ingress = ingress(graph, platform);
    var targets = targets(graph, types, platform);
    var fusion = new Fusion(pipeline, graph, types, references, problems);
    new UnitChecks(pipeline, problems).run(fusion.units(), fusion.internallyRead());
    if (!problems.isEmpty()) {
      return new Diagnostics(problems.diagnostics(), List.of());
    }
    var topics = new InternalTopics(pipeline, platform.orElseThrow(), types, fusion);
    var pending = pending(fusion, topics);
    if (!pending.isEmpty()) {
      return new Diagnostics(problems.diagnostics(), pending);
    }
    var assembly =
        new UnitAssembly(pipeline, platform.orElseThrow(), types, fusion, topics, targets);
    return Plan.of(
        assembly.units(),
        ingress
            .map(streams -> new GatewayAssembly(pipeline, platform.orElseThrow()).gateway(streams))
            .orElse(null),
        topics.all(),
        problems.warnings());
  }

  private Optional<IngressChecks.Streams> ingress(
      Graph graph, Optional<CognitivePlatformSpec> platform) {
    if (pipeline.spec().ingress() == null) {
      return Optional.empty();
    }
    var http = pipeline.spec().ingress().http();
    var stream = http.streamRef().name();
    var readers = new ArrayList<Graph.Node>(graph.stages());
    readers.addAll(graph.sinks());
    if (readers.stream()
        .map(Graph.Node::from)
        .noneMatch(from -> from.streamRef() != null && from.streamRef().name().equals(stream))) {
      problems.warn(
          "spec.ingress.http.streamRef.name",
          "nothing in this pipeline reads stream '%s', to which requests go",
          stream);
    }
    if (http.result() != null
        && Settings.replicas(http.scale(), null) > 1
        && platform.isPresent()
        && platform.get().redis() == null) {
      problems.warn(
          "spec.ingress.http.scale.replicas",
          "without Redis on the platform each gateway pod knows only the states it has seen"
              + " itself");
    }
    return new IngressChecks(http, references, problems).run();
  }

  private Map<String, Target> targets(
      Graph graph, EdgeTypes types, Optional<CognitivePlatformSpec> platform) {
    Map<String, Target> targets = new HashMap<>();
    for (var sink : graph.sinks()) {
      new SinkChecks(sink, references, problems)
          .run(platform, types.incoming(sink))
          .ifPresent(target -> targets.put(sink.name(), target));
    }
    return targets;
  }

  private List<InternalTopic> pending(Fusion fusion, InternalTopics topics) {
    List<InternalTopic> missing = new ArrayList<>();
    for (var stage : fusion.internallyRead()) {
      var topic = topics.writtenBy(stage).orElseThrow();
      if (pipeline.schemaId(topic).isEmpty()) {
        missing.add(topic);
        problems.pending(
            stage.path(),
            "the schema of topic %s, which stage '%s' writes, is not registered yet",
            topic.topic(),
            stage.name());
      }
    }
    return missing;
  }
}
