package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineSpec;
import io.neuralhive.api.v1alpha1.pipeline.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that records can go from a stream through every stage, and end somewhere. */
final class GraphChecks {

  private final Graph graph;
  private final CognitivePipelineSpec spec;
  private final Problems problems;

  GraphChecks(Graph graph, CognitivePipelineSpec spec, Problems problems) {
    this.graph = graph;
    this.spec = spec;
    this.problems = problems;
  }

  void run() {
    graph.repeated().forEach(this::repeated);
    graph.stages().forEach(this::exactlyOneKind);
    graph.stages().forEach(this::source);
    graph.sinks().forEach(this::source);
    streamsWithSeveralWriters();
    cycles();
    if (everySourceIsKnown()) {
      graph.stages().forEach(this::lost);
    }
  }

  /** While a source is misspelt, nobody can say whose output is not read. */
  private boolean everySourceIsKnown() {
    return graph.repeated().isEmpty()
        && Stream.concat(graph.stages().stream(), graph.sinks().stream())
            .allMatch(node -> node.from().streamRef() != null || graph.parent(node).isPresent());
  }

  private void repeated(Graph.Node node) {
    var first = graph.named(node.name()).orElseThrow();
    problems.spec(
        node.path() + ".name",
        "the name '%s' is taken by %s; stages and sinks need names of their own",
        node.name(),
        first.path());
  }

  private void exactlyOneKind(Graph.StageNode node) {
    var stage = node.stage();
    long kinds =
        Stream.of(stage.function(), stage.model(), stage.filter()).filter(Objects::nonNull).count();
    if (kinds != 1) {
      problems.spec(
          node.path(),
          "stage '%s' must set exactly one of function, model, filter, and sets %d",
          node.name(),
          kinds);
    }
  }

  private void source(Graph.Node node) {
    Source from = node.from();
    var path = node.path() + ".from";
    if ((from.stage() == null) == (from.streamRef() == null)) {
      problems.spec(path, "'%s' must set exactly one of stage, streamRef", node.name());
    } else if (from.stage() != null && graph.parent(node).isEmpty()) {
      var stages =
          graph.stages().stream()
              .map(Graph.StageNode::name)
              .filter(name -> !name.equals(node.name()))
              .toList();
      problems.spec(
          path + ".stage",
          "'%s' reads stage '%s', which does not exist%s",
          node.name(),
          from.stage(),
          Problems.known("stages", from.stage(), stages));
    }
  }

  private void streamsWithSeveralWriters() {
    var first = new HashMap<String, String>();
    if (spec.ingress() != null) {
      first.put(spec.ingress().http().streamRef().name(), "the ingress");
    }
    for (var node : graph.stages()) {
      if (node.stage().streamRef() == null) {
        continue;
      }
      var other =
          first.putIfAbsent(node.stage().streamRef().name(), "stage '%s'".formatted(node.name()));
      if (other != null) {
        problems.spec(
            node.path() + ".streamRef.name",
            "stage '%s' writes stream '%s', which %s writes already; a stream has one writer",
            node.name(),
            node.stage().streamRef().name(),
            other);
      }
    }
  }

  private void cycles() {
    var onCycle = new TreeSet<String>();
    for (var node : graph.stages()) {
      var cycle = cycleFrom(node);
      if (!cycle.isEmpty() && cycle.getFirst().equals(node.name())) {
        onCycle.addAll(cycle);
        if (node.name().equals(cycle.stream().min(String::compareTo).orElseThrow())) {
          problems.spec(
              node.path() + ".from",
              "stages read each other in a circle: %s; one of them must read a stream from outside",
              Stream.concat(cycle.reversed().stream(), Stream.of(cycle.getLast()))
                  .collect(Collectors.joining(" → ")));
        }
      }
    }
    graph.stages().forEach(node -> unreachable(node, onCycle));
  }

  private void unreachable(Graph.StageNode node, Set<String> onCycle) {
    var cycle = cycleFrom(node);
    if (!cycle.isEmpty() && !onCycle.contains(node.name())) {
      problems.spec(
          node.path() + ".from",
          "stage '%s' is never reached: what it reads comes out of the circle of '%s'",
          node.name(),
          cycle.stream().min(String::compareTo).orElseThrow());
    }
  }

  /** The circle that lies upstream of a stage, from where it is met; empty when there is none. */
  private List<String> cycleFrom(Graph.StageNode start) {
    var seen = new LinkedHashSet<String>();
    var at = Optional.of(start);
    while (at.isPresent() && seen.add(at.get().name())) {
      at = graph.upstream(at.get());
    }
    if (at.isEmpty()) {
      return List.of();
    }
    var met = at.get().name();
    var path = new ArrayList<>(seen);
    return path.subList(path.indexOf(met), path.size());
  }

  private void lost(Graph.StageNode node) {
    if (node.stage().streamRef() == null && graph.readers(node).isEmpty()) {
      problems.spec(
          node.path(),
          "nobody reads stage '%s', and it writes no stream, so its work would be lost; give it a"
              + " streamRef, or remove it",
          node.name());
    }
  }
}
