package io.neuralhive.planner;

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
    topicNames(internallyRead);
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
                    "unit '%s' would have %d pods, but topic %s has %d %s, so %d would idle; ask for"
                        + " fewer, or give the stream more partitions",
                    unit.name(),
                    replicas,
                    feed.topic(),
                    feed.partitions(),
                    feed.partitions() == 1 ? "partition" : "partitions",
                    replicas - feed.partitions()));
  }

  private void workloadNames(List<FusedUnit> units) {
    Map<String, String> taken = new TreeMap<>();
    if (pipeline.spec().ingress() != null) {
      taken.put(Names.gateway(pipeline.name()), "the gateway");
    }
    pipeline
        .models()
        .keySet()
        .forEach(model -> taken.put(Names.model(model), "ModelDeployment '%s'".formatted(model)));
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

  private void topicNames(List<StageNode> internallyRead) {
    for (var stage : internallyRead) {
      var topic = Names.internalTopic(pipeline.namespace(), pipeline.name(), stage.name());
      pipeline.streams().keySet().stream()
          .filter(stream -> Names.streamTopic(pipeline.namespace(), stream).equals(topic))
          .forEach(
              stream ->
                  problems.spec(
                      stage.path() + ".name",
                      "the output of stage '%s' needs topic %s, which belongs to EventStream '%s';"
                          + " rename the stage",
                      stage.name(),
                      topic,
                      stream));
    }
  }
}
