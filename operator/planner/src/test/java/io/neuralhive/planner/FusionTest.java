package io.neuralhive.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.common.Scale;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineSpec;
import io.neuralhive.api.v1alpha1.pipeline.FilterStage;
import io.neuralhive.api.v1alpha1.pipeline.FunctionStage;
import io.neuralhive.api.v1alpha1.pipeline.Sink;
import io.neuralhive.api.v1alpha1.pipeline.Source;
import io.neuralhive.api.v1alpha1.pipeline.Stage;
import io.neuralhive.api.v1alpha1.stream.EventStreamSpec;
import io.neuralhive.api.v1alpha1.stream.TopicSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FusionTest {

  private static final String SCHEMA =
      """
      {"type": "record", "name": "R", "fields": [{"name": "id", "type": "string"}]}
      """;

  @Test
  void aTreeOfStagesIsOneUnit() {
    assertThat(
            units(
                filter("a", "~in"),
                filter("b", "a"),
                filter("c", "b"),
                filter("d", "a"),
                filter("e", "d")))
        .containsExactly("a: a b d c e <- n.in");
  }

  @Test
  void everyStageThatReadsAStreamStartsAUnit() {
    assertThat(units(filter("a", "~in"), filter("b", "a"), filter("c", "~in")))
        .containsExactly("a: a b <- n.in", "c: c <- n.in");
  }

  @Test
  void scaleCutsOnBothSides() {
    assertThat(
            units(
                filter("a", "~in"),
                filter("b", "a"),
                alone("c", "b", new Scale(2), null),
                filter("d", "c"),
                filter("e", "d")))
        .containsExactly("a: a b <- n.in", "c: c <- n.p.b", "d: d e <- n.p.c");
  }

  @Test
  void resourcesCutOnBothSides() {
    var big = new Resources(null, new Quantity("1Gi"));
    assertThat(units(alone("a", "~in", null, big), filter("b", "a")))
        .containsExactly("a: a <- n.in", "b: b <- n.p.a");
  }

  @Test
  void aUnitHasOneLibraryButAnyNumberOfItsFunctions() {
    assertThat(
            units(
                filter("a", "~in"),
                function("b", "a", "one"),
                filter("c", "b"),
                function("d", "c", "one"),
                function("e", "d", "two"),
                function("f", "e", "two")))
        .containsExactly("a: a b c d <- n.in", "e: e f <- n.p.d");
  }

  @Test
  void aBranchBackToAnEarlierLibraryIsAnotherUnitToo() {
    assertThat(
            units(
                function("a", "~in", "one"), function("b", "a", "two"), function("c", "b", "one")))
        .containsExactly("a: a <- n.in", "b: b <- n.p.a", "c: c <- n.p.b");
  }

  @Test
  void aDeclaredStreamIsReadInsteadOfATopicOfItsOwn() {
    var writing =
        new Stage(
            "a",
            source("~in"),
            null,
            null,
            new FilterStage("true"),
            new Reference("out"),
            null,
            null);
    assertThat(units(writing, alone("b", "a", new Scale(1), null), filter("c", "a")))
        .containsExactly("a: a c <- n.in", "b: b <- n.out");
  }

  @Test
  void aSinkIsAUnitOfItsOwn() {
    var sinks = List.of(new Sink("s", source("b"), null, null, null));
    assertThat(units(sinks, filter("a", "~in"), filter("b", "a")))
        .containsExactly("a: a b <- n.in", "s: s <- n.p.b");
  }

  private static List<String> units(Stage... stages) {
    return units(List.of(), stages);
  }

  private static List<String> units(List<Sink> sinks, Stage... stages) {
    var spec =
        new CognitivePipelineSpec(
            new Reference("hive"), null, null, List.of(stages), sinks, null, null, null, null);
    var stream =
        new ResolvedPipeline.Stream(
            new EventStreamSpec(
                new Reference("hive"), SCHEMA, "id", null, new TopicSettings(4, null, null), null),
            null);
    var pipeline =
        new ResolvedPipeline(
            "n",
            "p",
            spec,
            null,
            Map.of("in", stream, "out", stream),
            Map.of(),
            Map.of(),
            new WorkloadImages("r", "g", "i"),
            List.of());
    var problems = new Problems();
    var references = new References(pipeline, problems);
    var graph = new Graph(spec);
    var types =
        new EdgeTypes(
            graph, references, new RecordSchemas(List.of(), problems), Optional.empty(), problems);
    return new Fusion(pipeline, graph, types, references, problems)
        .units().stream().map(FusionTest::describe).toList();
  }

  private static String describe(FusedUnit unit) {
    var stages = unit.stages().stream().map(Graph.StageNode::name).toList();
    return "%s: %s <- %s"
        .formatted(
            unit.name(),
            stages.isEmpty() ? unit.name() : String.join(" ", stages),
            unit.feed().orElseThrow().topic());
  }

  private static Stage filter(String name, String from) {
    return new Stage(name, source(from), null, null, new FilterStage("true"), null, null, null);
  }

  private static Stage function(String name, String from, String library) {
    return new Stage(
        name,
        source(from),
        new FunctionStage(library, "f", null, null, null),
        null,
        null,
        null,
        null,
        null);
  }

  private static Stage alone(String name, String from, Scale scale, Resources resources) {
    return new Stage(
        name, source(from), null, null, new FilterStage("true"), null, scale, resources);
  }

  private static Source source(String from) {
    return from.startsWith("~")
        ? new Source(null, new Reference(from.substring(1)))
        : new Source(from, null);
  }
}
