package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.pipeline.FunctionStage;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.api.v1alpha1.platform.StageLibrary;
import io.neuralhive.plan.expression.Expression;
import io.neuralhive.plan.expression.InvalidExpressionException;
import io.neuralhive.planner.Graph.StageNode;
import io.neuralhive.planner.References.StreamType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The record types on both sides of every stage, checked against each other. */
final class EdgeTypes {

  /** What a stage takes and gives; null where an earlier mistake hides it. */
  record StageTypes(Schema reads, Schema writes) {}

  private final Graph graph;
  private final References references;
  private final RecordSchemas schemas;
  private final Optional<CognitivePlatformSpec> platform;
  private final Problems problems;
  private final Map<String, StageTypes> types = new HashMap<>();
  private final Map<String, StreamType> outputs = new HashMap<>();

  EdgeTypes(
      Graph graph,
      References references,
      RecordSchemas schemas,
      Optional<CognitivePlatformSpec> platform,
      Problems problems) {
    this.graph = graph;
    this.references = references;
    this.schemas = schemas;
    this.platform = platform;
    this.problems = problems;
    graph.ordered().forEach(node -> types.put(node.name(), check(node)));
  }

  StageTypes of(StageNode node) {
    return types.getOrDefault(node.name(), new StageTypes(null, null));
  }

  /** The stream that a stage writes; empty without one. */
  Optional<StreamType> output(StageNode node) {
    return Optional.ofNullable(outputs.get(node.name()));
  }

  /** The type of what comes to a stage or sink; empty where an earlier mistake hides it. */
  Optional<Schema> incoming(Graph.Node node) {
    if (node.from().streamRef() != null) {
      return references.stream(node.from().streamRef(), node.path() + ".from.streamRef")
          .map(StreamType::schema);
    }
    return graph.parent(node).map(parent -> of(parent).writes());
  }

  private StageTypes check(StageNode node) {
    var incoming = incoming(node).orElse(null);
    var stage = node.stage();
    Optional<StreamType> stream =
        stage.streamRef() == null
            ? Optional.empty()
            : references.stream(stage.streamRef(), node.path() + ".streamRef");
    stream.ifPresent(type -> outputs.put(node.name(), type));
    if (stage.function() != null) {
      return function(node, stage.function(), incoming, stream);
    }
    if (stage.model() != null) {
      var writes = schemas.find(stage.model().writes(), node.path() + ".model.writes", node.name());
      new ModelChecks(node, references, problems).run(incoming, writes.orElse(null));
      writes.ifPresent(w -> mustBeStream(w, stream, node, node.path() + ".model.writes"));
      return new StageTypes(incoming, stream.map(StreamType::schema).or(() -> writes).orElse(null));
    }
    if (stage.filter() != null && incoming != null) {
      condition(node, incoming);
      mustBeStream(incoming, stream, node, node.path() + ".streamRef.name");
    }
    return new StageTypes(incoming, incoming);
  }

  private StageTypes function(
      StageNode node, FunctionStage function, Schema incoming, Optional<StreamType> stream) {
    var path = node.path() + ".function";
    platform.ifPresent(found -> library(node, function, found));
    Schema reads = incoming;
    if (function.reads() != null) {
      reads = schemas.find(function.reads(), path + ".reads", node.name()).orElse(null);
      readable(node, reads, function.reads(), incoming);
    }
    if (function.writes() == null) {
      return new StageTypes(reads, stream.map(StreamType::schema).orElse(reads));
    }
    var writes = schemas.find(function.writes(), path + ".writes", node.name());
    writes.ifPresent(w -> mustBeStream(w, stream, node, path + ".writes"));
    return new StageTypes(reads, stream.map(StreamType::schema).or(() -> writes).orElse(null));
  }

  private void library(StageNode node, FunctionStage function, CognitivePlatformSpec found) {
    var path = node.path() + ".function";
    var library =
        found.stageLibraries().stream()
            .filter(candidate -> candidate.name().equals(function.library()))
            .findFirst();
    if (library.isEmpty()) {
      var known = found.stageLibraries().stream().map(StageLibrary::name).toList();
      problems.spec(
          path + ".library",
          "stage '%s' names library '%s', which the platform does not have%s",
          node.name(),
          function.library(),
          Problems.known("libraries", function.library(), known));
    } else if (!library.get().functions().contains(function.name())) {
      problems.spec(
          path + ".name",
          "stage '%s' calls function '%s', which library %s does not have%s",
          node.name(),
          function.name(),
          function.library(),
          Problems.known(
              "functions of library " + function.library(),
              function.name(),
              library.get().functions()));
    }
  }

  private void readable(StageNode node, Schema reads, String name, Schema incoming) {
    if (reads == null || incoming == null) {
      return;
    }
    var reader = "'%s'".formatted(name);
    for (var reason : SchemaDifference.unreadable(reads, reader, incoming, source(node))) {
      problems.spec(
          node.path() + ".function.reads", "stage '%s' cannot read: %s", node.name(), reason);
    }
  }

  private void condition(StageNode node, Schema incoming) {
    try {
      Expression.compile(node.stage().filter().when(), incoming);
    } catch (InvalidExpressionException e) {
      problems.spec(
          node.path() + ".filter.when",
          "the condition of stage '%s' does not fit its records: %s",
          node.name(),
          e.getMessage());
    }
  }

  private void mustBeStream(
      Schema writes, Optional<StreamType> stream, StageNode node, String path) {
    stream
        .filter(type -> !type.schema().equals(writes))
        .ifPresent(
            type ->
                problems.spec(
                    path,
                    "stage '%s' writes another schema than its stream '%s' has: %s; both must be"
                        + " the same",
                    node.name(),
                    type.name(),
                    SchemaDifference.unequal(writes, type.schema())));
  }

  private static String source(Graph.Node node) {
    return node.from().stage() == null
        ? "stream '%s'".formatted(node.from().streamRef().name())
        : "stage '%s'".formatted(node.from().stage());
  }
}
