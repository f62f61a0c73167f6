package io.neuralhive.stages.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.plan.Step;
import io.neuralhive.stages.FunctionContext;
import io.neuralhive.stages.Outcome;
import io.neuralhive.stages.StageFunction;
import io.neuralhive.stages.StageFunctionFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class StepFactoryTest {

  private static final Schema NOTE =
      SchemaBuilder.record("Note").fields().requiredString("id").requiredInt("n").endRecord();
  private static final Schema OTHER =
      SchemaBuilder.record("Other").fields().requiredString("id").endRecord();

  private static GenericRecord note(int n) {
    return new GenericRecordBuilder(NOTE).set("id", "id-" + n).set("n", n).build();
  }

  private record Named(String name, Function<FunctionContext, StageFunction> make)
      implements StageFunctionFactory {
    @Override
    public StageFunction create(FunctionContext context) {
      return make.apply(context);
    }
  }

  private static StepFactory factory(StageFunctionFactory... functions) {
    return new StepFactory(List.of(functions));
  }

  private static Step.Function function(String name) {
    return new Step.Function(
        "work", null, name, Map.of("p", "1"), NOTE.toString(), NOTE.toString());
  }

  private static BatchStep step(StageFunction function) {
    return factory(new Named("f", _ -> function)).make(function("f"));
  }

  @Test
  void givesAFunctionItsSettings() {
    var step =
        factory(
                new Named(
                    "f",
                    context -> {
                      assertThat(context.stage()).isEqualTo("work");
                      assertThat(context.parameters()).containsEntry("p", "1");
                      assertThat(context.writes()).isEqualTo(NOTE);
                      return batch -> batch.stream().map(Outcome::emit).toList();
                    }))
            .make(function("f"));
    assertThat(step.apply(List.of(note(1), note(2))))
        .containsExactly(Outcome.emit(note(1)), Outcome.emit(note(2)));
  }

  @Test
  void namesTheKnownFunctionsWhenOneIsUnknown() {
    var factory = factory(new Named("plan", _ -> null), new Named("capture", _ -> null));
    assertThatThrownBy(() -> factory.make(function("capturre")))
        .isInstanceOf(StepStartException.class)
        .hasMessageContaining("stage work")
        .hasMessageContaining("capturre")
        .hasMessageContaining("[capture, plan]");
  }

  @Test
  void refusesTwoFunctionsOfOneName() {
    assertThatThrownBy(() -> factory(new Named("f", _ -> null), new Named("f", _ -> null)))
        .isInstanceOf(StepStartException.class)
        .hasMessageContaining("named f");
  }

  @Test
  void passesOnWhyAFunctionRefusesItsSettings() {
    var factory =
        factory(
            new Named(
                "f",
                _ -> {
                  throw new IllegalArgumentException("p must be even");
                }));
    assertThatThrownBy(() -> factory.make(function("f")))
        .isInstanceOf(StepStartException.class)
        .hasMessageContaining("stage work")
        .hasMessageContaining("p must be even");
  }

  @Test
  void holdsAFunctionToOneOutcomeForEachRecord() {
    assertThatThrownBy(() -> step(_ -> List.of()).apply(List.of(note(1))))
        .hasMessageContaining("gave 0 outcomes for 1 records");
    assertThatThrownBy(() -> step(_ -> null).apply(List.of(note(1))))
        .hasMessageContaining("gave no outcomes");
    assertThatThrownBy(() -> step(_ -> Collections.singletonList(null)).apply(List.of(note(1))))
        .hasMessageContaining("gave null for a record");
  }

  @Test
  void holdsAFunctionToItsSchema() {
    GenericRecord other = new GenericData.Record(OTHER);
    assertThatThrownBy(() -> step(_ -> List.of(Outcome.emit(other))).apply(List.of(note(1))))
        .hasMessageContaining("another schema (Other) than the stage writes (Note)");
  }

  @Test
  void filtersByExpression() {
    var step = factory().make(new Step.Filter("big", null, "record.n > 1", NOTE.toString()));
    assertThat(step.apply(List.of(note(1), note(2))))
        .containsExactly(new Outcome.Drop(), Outcome.emit(note(2)));
  }

  @Test
  void refusesAConditionThatDoesNotCompile() {
    assertThatThrownBy(
            () -> factory().make(new Step.Filter("big", null, "record.m > 1", NOTE.toString())))
        .isInstanceOf(StepStartException.class)
        .hasMessageContaining("stage big");
  }

  @Test
  void refusesAModelStepWhoseFieldsAreMissing() {
    var step =
        new Step.Model(
            "ask",
            null,
            "http://127.0.0.1:1",
            "m",
            List.of(),
            List.of(),
            OTHER.toString(),
            NOTE.toString());
    assertThatThrownBy(() -> factory().make(step))
        .isInstanceOf(StepStartException.class)
        .hasMessageContaining("stage ask")
        .hasMessageContaining("no field n");
  }
}
