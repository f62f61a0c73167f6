package io.neuralhive.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlansTest {

  @TempDir Path folder;

  @Test
  void aUnitPlanSurvivesTheFile() throws IOException {
    var plan = unit(Map.of("a", "1", "b", "2"));

    assertThat(Plans.read(file(Plans.write(plan)), UnitPlan.class)).isEqualTo(plan);
  }

  @Test
  void aGatewayPlanWithoutResultAndRedisSurvivesTheFile() throws IOException {
    var plan =
        new GatewayPlan(
            "n",
            "p",
            "/intentions",
            65536,
            new Kafka("k:9092"),
            new Registry("http://r"),
            List.of(new GatewayPlan.RequestField("text", 1, 10, List.of("Email"))),
            new Output(null, "n.s", "id", 7, "{}"),
            null,
            null);

    assertThat(Plans.read(file(Plans.write(plan)), GatewayPlan.class)).isEqualTo(plan);
  }

  @Test
  void equalPlansAreEqualText() {
    var forth = new LinkedHashMap<String, String>();
    var back = new LinkedHashMap<String, String>();
    for (int i = 0; i < 20; i++) {
      forth.put("key" + i, "v");
      back.put("key" + (19 - i), "v");
    }

    assertThat(Plans.write(unit(forth))).isEqualTo(Plans.write(unit(back)));
    assertThat(Plans.hash(unit(forth))).isEqualTo(Plans.hash(unit(back))).hasSize(64);
    assertThat(Plans.hash(unit(forth))).isNotEqualTo(Plans.hash(unit(Map.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "unit" : "u"            | "unit" : "u", "extra" : 1    | at extra (line           | Unrecognized field "extra"
          "namespace" : "n",      | ``                           | at namespace             | property 'namespace'
          "commitIntervalMillis" : 100, | ``                     | at commitIntervalMillis  | property 'commitIntervalMillis'
          "commitIntervalMillis" : 100  | "commitIntervalMillis" : null | at commitIntervalMillis | null
          "commitIntervalMillis" : 100  | "commitIntervalMillis" : "100" | at commitIntervalMillis | int
          "commitIntervalMillis" : 100  | "commitIntervalMillis" : 1.5   | at commitIntervalMillis | int
          "unit" : "u"            | "unit" : 5                   | at unit                  | String
          "unit" : "u"            | "unit" : "u", "unit" : "v"   | (line                    | Duplicate field 'unit'
          "maxAttempts" : 3       | "maxAttempts" : 3, "more": 1 | at deadLetters.more      | Unrecognized field "more"
          "kind" : "Function"     | "kind" : "Python"            | at steps[0]              | Python
          "steps" : [             | "steps" : null, "x" : [      | UnitPlan                 |
          "schemaId" : 7          | "schemaId" : 7, "z" : 1      | at outputs[0].z          | Unrecognized field "z"
          """)
  void aWrongPlanIsRefusedWithFileAndPlace(
      String part, String replacement, String place, String reason) throws IOException {
    var text = Plans.write(unit(Map.of()));
    assertThat(text).contains(part);
    var file = file(text.replace(part, replacement));

    assertThatThrownBy(() -> Plans.read(file, UnitPlan.class))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageStartingWith(file + " is not a valid UnitPlan")
        .hasMessageContaining(place)
        .hasMessageContaining(reason == null ? "" : reason);
  }

  @Test
  void textAfterThePlanIsRefused() throws IOException {
    var file = file(Plans.write(unit(Map.of())) + "{}");

    assertThatThrownBy(() -> Plans.read(file, UnitPlan.class))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("Trailing token");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Plans.read(folder.resolve("none.json"), UnitPlan.class))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("none.json cannot be read; is the plan's ConfigMap mounted there?");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("plan.json"), text);
  }

  private static UnitPlan unit(Map<String, String> parameters) {
    return new UnitPlan(
        "n",
        "p",
        "u",
        new Kafka("k:9092"),
        new Registry("http://r"),
        new Input("n.in", "n.p.u", "{}"),
        List.of(
            new Step.Function("one", null, "plan", parameters, "{}", "{}"),
            new Step.Filter("two", "one", "true", "{}"),
            new Step.Model(
                "three",
                "two",
                "http://m",
                "m",
                List.of(new TensorField("text", "BYTES", "text")),
                List.of(new TensorField("label", "BYTES", "label")),
                "{}",
                "{}")),
        List.of(new Output("three", "n.out", "id", 7, "{}")),
        null,
        new DeadLetterTopic("n.p.u.dead-letters", 3),
        100);
  }
}
