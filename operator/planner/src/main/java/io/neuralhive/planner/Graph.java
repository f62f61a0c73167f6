package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineSpec;
import io.neuralhive.api.v1alpha1.pipeline.Sink;
import io.neuralhive.api.v1alpha1.pipeline.Source;
import io.neuralhive.api.v1alpha1.pipeline.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which stage reads which. Its order is that of names, not of the lists in the spec.
 *
 * <p>A node is what a pipeline names: a stage or a sink.
 */
final class Graph {

  /** A stage or a sink, and its place in the spec. */
  sealed interface Node {

    String name();

    String path();

    Source from();
  }

  record StageNode(Stage stage, String path) implements Node {

    @Override
    public String name() {
      return stage.name();
    }

    @Override
    public Source from() {
      return stage.from();
    }
  }

  record SinkNode(Sink sink, String path) implements Node {

    @Override
    public String name() {
      return sink.name();
    }

    @Override
    public Source from() {
      return sink.from();
    }
  }

  private final Map<String, StageNode> stages = new TreeMap<>();
  private final Map<String, SinkNode> sinks = new TreeMap<>();
  private final Map<String, Node> names = new TreeMap<>();
  private final Map<String, StageNode> writers = new TreeMap<>();
  private final List<Node> repeated = new ArrayList<>();

  Graph(CognitivePipelineSpec spec) {
    for (int i = 0; i < spec.stages().size(); i++) {
      var node = new StageNode(spec.stages().get(i), "spec.stages[%d]".formatted(i));
      if (firstOfItsName(node)) {
        stages.put(node.name(), node);
      }
    }
    for (int i = 0; i < spec.sinks().size(); i++) {
      var node = new SinkNode(spec.sinks().get(i), "spec.sinks[%d]".formatted(i));
      if (firstOfItsName(node)) {
        sinks.put(node.name(), node);
      }
    }
    stages.values().stream()
        .filter(node -> node.stage().streamRef() != null)
        .forEach(node -> writers.putIfAbsent(node.stage().streamRef().name(), node));
  }

  private boolean firstOfItsName(Node node) {
    boolean first = names.putIfAbsent(node.name(), node) == null;
    if (!first) {
      repeated.add(node);
    }
    return first;
  }

  List<StageNode> stages() {
    return List.copyOf(stages.values());
  }

  List<SinkNode> sinks() {
    return List.copyOf(sinks.values());
  }

  /** Stages and sinks whose name was taken by one before. */
  List<Node> repeated() {
    return List.copyOf(repeated);
  }

  Optional<Node> named(String name) {
    return Optional.ofNullable(names.get(name));
  }

  /** The stage that is read by name; empty when the node reads a stream or an unknown stage. */
  Optional<StageNode> parent(Node node) {
    return Optional.ofNullable(node.from().stage()).map(stages::get);
  }

  /** The first stage, by name, that writes a stream. */
  Optional<StageNode> writer(String stream) {
    return Optional.ofNullable(writers.get(stream));
  }

  /** The stage of this pipeline whose records come in, by name or through a stream. */
  Optional<StageNode> upstream(Node node) {
    return node.from().streamRef() == null ? parent(node) : writer(node.from().streamRef().name());
  }

  /** Stages and sinks that read a stage by name. */
  List<Node> readers(StageNode node) {
    return names.values().stream()
        .filter(other -> node.name().equals(other.from().stage()))
        .toList();
  }

  /**
   * Stages that can be typed, each after the one it reads by name, else by name; stages on or
   * behind a cycle are left out.
   */
  List<StageNode> ordered() {
    return stages.values().stream()
        .filter(node -> depth(node) >= 0)
        .sorted(Comparator.comparingInt(this::depth).thenComparing(StageNode::name))
        .toList();
  }

  /** How many stages stand before this one, by name; -1 when they never end. */
  private int depth(StageNode node) {
    int depth = 0;
    for (var at = parent(node); at.isPresent(); at = parent(at.get())) {
      depth++;
      if (depth > stages.size()) {
        return -1;
      }
    }
    return depth;
  }
}
