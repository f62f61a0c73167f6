package io.neuralhive.planner;

import io.neuralhive.planner.Graph.Node;
import io.neuralhive.planner.Graph.StageNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks units as a whole: whether their pods have work, and their names are their own. */
final class UnitChecks {

  private final ResolvedPipeline pipeline;
  private final Problems problems;

  UnitChecks(ResolvedPipeline pipeline, Problems problems) {
    this.pipeline = pipeline;
    this.problems = problems;
  }

  void run(List<FusedUnit> units, List<StageNode> internallyRead) {
    units.forEach(this::idlePods);
    workloadNames(units);
    topicNames(units, internallyRead);
  }

  private void idlePods(FusedUnit unit) {
    int replicas = Settings.replicas(unit.scale(), pipeline.spec().scale());
    unit.feed()
        .filter(feed -> replicas > feed.partitions())
        .ifPresent(
            feed ->
                problems.spec(
                    Settings.declared(unit.scale())
                        ? unit.root().path() + ".scale.replicas"
                        : "spec.scale.replicas",
                    "unit '%s' would have %d pods, but topic %s has %d %s, so %d would idle; ask"
                        + " for fewer, or give the stream more partitions",
                    unit.name(),
                    replicas,
                    feed.topic(),
                    feed.partitions(),
                    feed.partitions() == 1 ? "partition" : "partitions",
                    replicas - feed.partitions()));
  }

  private void workloadNames(List<FusedUnit> units) {
    Map<String, String> taken = new TreeMap<>();
    pipeline
        .models()
        .keySet()
        .forEach(model -> taken.put(Names.model(model), "ModelDeployment '%s'".formatted(model)));
    if (pipeline.spec().ingress() != null) {
      var name = Names.gateway(pipeline.name());
      var model = taken.putIfAbsent(name, "the gateway");
      if (model != null) {
        problems.spec(
            "spec.ingress",
            "the gateway would run as Deployment %s, which is the name of %s; rename the model",
            name,
            model);
      }
    }
    for (var unit : units) {
      var name = Names.unit(pipeline.name(), unit.name());
      var other = taken.putIfAbsent(name, "unit '%s'".formatted(unit.name()));
      if (other != null) {
        problems.spec(
            unit.root().path() + ".name",
            "unit '%s' would run as Deployment %s, which is the name of %s; rename the %s",
            unit.name(),
            name,
            other,
            unit.root() instanceof StageNode ? "stage" : "sink");
      }
    }
  }

  private void topicNames(List<FusedUnit> units, List<StageNode> internallyRead) {
    var namespace = pipeline.namespace();
    for (var stage : internallyRead) {
      ownTopic(Names.internalTopic(namespace, pipeline.name(), stage.name()), "output", stage);
    }
    for (var unit : units) {
      ownTopic(
          Names.deadLetterTopic(namespace, pipeline.name(), unit.name()),
          "dead letters",
          unit.root());
    }
  }

  private void ownTopic(String topic, String use, Node node) {
    pipeline.streams().keySet().stream()
        .filter(stream -> Names.streamTopic(pipeline.namespace(), stream).equals(topic))
        .forEach(
            stream ->
                problems.spec(
                    node.path() + ".name",
                    "topic %s for the %s of '%s' belongs to EventStream '%s'; rename one of them",
                    topic,
                    use,
                    node.name(),
                    stream));
  }
}
