package io.neuralhive.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.neuralhive.plan.Plans;
import io.neuralhive.plan.UnitPlan;
import io.neuralhive.planner.ResolvedPipeline.RegisteredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerTest {

  @Test
  void topicsBetweenUnitsAreMadeFirst() throws IOException {
    var pipeline = golden("another library is another unit with its image");

    var first = (Diagnostics) Compiler.compile(pipeline);

    assertThat(first.all())
        .singleElement()
        .satisfies(
            pending -> {
              assertThat(pending.category()).isEqualTo(Category.Pending);
              assertThat(pending.path()).isEqualTo("spec.stages[0]");
              assertThat(pending.message()).contains("demo.flow.understand");
            });
    assertThat(first.of(Category.Spec)).isEmpty();
    assertThat(first.firstMake())
        .singleElement()
        .satisfies(
            topic -> {
              assertThat(topic.topic()).isEqualTo("demo.flow.understand");
              assertThat(topic.subject()).isEqualTo("demo.flow.understand-value");
              assertThat(topic.partitions()).isEqualTo(2);
            });
  }

  @Test
  void theIdOfAnOlderSchemaIsNotTaken() throws IOException {
    var pipeline = golden("another library is another unit with its image");
    var topic = ((Diagnostics) Compiler.compile(pipeline)).firstMake().getFirst();

    var stale = new RegisteredSchema(topic.topic(), "{\"type\": \"older\"}", 7);
    assertThat(Compiler.compile(Compilations.with(pipeline, pipeline.spec(), List.of(stale))))
        .isInstanceOf(Diagnostics.class);

    var current = new RegisteredSchema(topic.topic(), topic.schema(), 8);
    assertThat(
            Compiler.compile(Compilations.with(pipeline, pipeline.spec(), List.of(stale, current))))
        .asInstanceOf(type(Plan.class))
        .satisfies(
            plan ->
                assertThat(plan.units().get(1).plan().outputs().getFirst().schemaId())
                    .isEqualTo(8));
  }

  @Test
  void theHashChangesWithWhatRunsAndOnlyWithIt() throws IOException {
    var text = Files.readString(folder("a chain of stages is one unit").resolve("in.yaml"));
    var hash = hash(text);

    assertThat(hash(text)).isEqualTo(hash);
    assertThat(hash(text.replace("topic: {partitions: 2, ", "topic: {partitions: 3, ")))
        .isEqualTo(hash);
    assertThat(hash(text.replace("> 0.5", "> 0.6"))).isNotEqualTo(hash);
    assertThat(hash(text.replace("intention:0.1.0", "intention:0.2.0"))).isNotEqualTo(hash);
  }

  @Test
  void theTenthStageStandsBehindTheNinth() {
    var ninth = new Diagnostic(Category.Spec, "spec.stages[9].name", "x");
    var tenth = new Diagnostic(Category.Spec, "spec.stages[10].name", "x");

    assertThat(List.of(tenth, ninth).stream().sorted()).containsExactly(ninth, tenth);
  }

  @Test
  void plansThatAreReadAgainAreTheSame() throws IOException {
    var plan = (Plan) Compilations.complete(golden("a sink stores a stream"));

    for (var unit : plan.units()) {
      var file = Files.createTempFile("plan", ".json");
      try {
        Files.writeString(file, Plans.write(unit.plan()));
        assertThat(Plans.read(file, UnitPlan.class)).isEqualTo(unit.plan());
      } finally {
        Files.delete(file);
      }
    }
  }

  private static String hash(String yaml) throws IOException {
    return ((Plan) Compilations.complete(Manifests.resolve(yaml))).hash();
  }

  private static ResolvedPipeline golden(String name) throws IOException {
    return Manifests.resolve(Files.readString(folder(name).resolve("in.yaml")));
  }

  private static Path folder(String name) {
    return Path.of("src/test/resources/golden", name);
  }
}
