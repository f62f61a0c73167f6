package io.neuralhive.planner;

import io.neuralhive.planner.FusedUnit.Feed;
import io.neuralhive.planner.Graph.Node;
import io.neuralhive.planner.Graph.StageNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Joins stages into units: a tree of stages is one process, with no topic between them.
 *
 * <p>It is cut where a stage reads a stream, on both sides of a stage with its own scale or
 * resources, where the stage library changes, and before every sink.
 */
final class Fusion {

  /** A unit that still grows. */
  private static final class Growing {
    final Node root;
    final List<StageNode> stages = new ArrayList<>();
    final Optional<Feed> feed;
    String library;

    Growing(Node root, Optional<Feed> feed) {
      this.root = root;
      this.feed = feed;
    }

    FusedUnit done() {
      return new FusedUnit(root, stages, Optional.ofNullable(library), feed);
    }
  }

  private final ResolvedPipeline pipeline;
  private final Graph graph;
  private final EdgeTypes types;
  private final References references;
  private final Problems problems;
  private final Map<String, Growing> units = new TreeMap<>();
  private final Map<String, Growing> unitOf = new HashMap<>();
  private final Set<String> cutStages = new TreeSet<>();

  Fusion(
      ResolvedPipeline pipeline,
      Graph graph,
      EdgeTypes types,
      References references,
      Problems problems) {
    this.pipeline = pipeline;
    this.graph = graph;
    this.types = types;
    this.references = references;
    this.problems = problems;
    graph.ordered().forEach(this::place);
    graph.sinks().forEach(sink -> open(sink));
  }

  /** All units, by name. */
  List<FusedUnit> units() {
    return units.values().stream().map(Growing::done).toList();
  }

  /** Stages that units read through a topic of the pipeline's own, by name. */
  List<StageNode> internallyRead() {
    return graph.stages().stream().filter(stage -> cutStages.contains(stage.name())).toList();
  }

  /** What feeds the unit of a stage; empty where a mistake hides it. */
  Optional<Feed> feedOf(StageNode stage) {
    return Optional.ofNullable(unitOf.get(stage.name())).flatMap(unit -> unit.feed);
  }

  private void place(StageNode node) {
    var unit =
        graph
            .parent(node)
            .filter(parent -> !alone(parent) && !alone(node))
            .map(parent -> unitOf.get(parent.name()))
            .filter(candidate -> sameLibrary(candidate, node))
            .orElseGet(() -> open(node));
    unit.stages.add(node);
    if (node.stage().function() != null) {
      unit.library = node.stage().function().library();
    }
    unitOf.put(node.name(), unit);
  }

  private static boolean alone(StageNode node) {
    return node.stage().scale() != null || node.stage().resources() != null;
  }

  private static boolean sameLibrary(Growing unit, StageNode node) {
    return unit.library == null
        || node.stage().function() == null
        || unit.library.equals(node.stage().function().library());
  }

  private Growing open(Node root) {
    var unit = new Growing(root, feed(root));
    units.put(root.name(), unit);
    return unit;
  }

  private Optional<Feed> feed(Node root) {
    if (root.from().streamRef() != null) {
      return references.stream(root.from().streamRef(), root.path() + ".from.streamRef")
          .map(stream -> new Feed(stream.topic(), stream.key(), stream.partitions()));
    }
    var parent = graph.parent(root);
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    if (parent.get().stage().streamRef() != null) {
      return types
          .output(parent.get())
          .map(stream -> new Feed(stream.topic(), stream.key(), stream.partitions()));
    }
    cutStages.add(parent.get().name());
    var feed = feedOf(parent.get());
    feed.ifPresent(f -> keyIsCarried(root, parent.get(), f.key()));
    return feed.map(
        f ->
            new Feed(
                Names.internalTopic(pipeline.namespace(), pipeline.name(), parent.get().name()),
                f.key(),
                f.partitions()));
  }

  private void keyIsCarried(Node root, StageNode parent, String key) {
    var written = types.of(parent).writes();
    if (written != null) {
      AvroSchemas.unfitKey(written, key)
          .ifPresent(
              reason ->
                  problems.spec(
                      root.path() + ".from.stage",
                      "'%s' runs in another process than stage '%s', whose records no longer carry"
                          + " their key: %s; keep the field, or give stage '%s' a streamRef",
                      root.name(),
                      parent.name(),
                      reason,
                      parent.name()));
    }
  }
}
