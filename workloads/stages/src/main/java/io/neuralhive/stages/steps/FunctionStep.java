package io.neuralhive.stages.steps;

import io.neuralhive.plan.Step;
import io.neuralhive.stages.Outcome;
import io.neuralhive.stages.StageFunction;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Calls a stage library's function and holds it to its contract. */
final class FunctionStep implements BatchStep {

  private final Step.Function step;
  private final Schema writes;
  private final StageFunction function;

  FunctionStep(Step.Function step, Schema writes, StageFunction function) {
    this.step = step;
    this.writes = writes;
    this.function = function;
  }

  @Override
  public String stage() {
    return step.stage();
  }

  @Override
  public String from() {
    return step.from();
  }

  @Override
  public List<Outcome> apply(List<GenericRecord> batch) {
    var outcomes = function.apply(Collections.unmodifiableList(batch));
    if (outcomes == null || outcomes.size() != batch.size()) {
      throw new IllegalStateException(
          "function %s gave %s outcomes for %d records; it must give one for each"
              .formatted(step.function(), outcomes == null ? "no" : outcomes.size(), batch.size()));
    }
    outcomes.forEach(this::requireOutcome);
    return outcomes;
  }

  private void requireOutcome(Outcome outcome) {
    if (outcome == null) {
      throw new IllegalStateException(
          "function %s gave null for a record; to end a record there is Outcome.Drop"
              .formatted(step.function()));
    }
    if (!(outcome instanceof Outcome.Emit emit)) {
      return;
    }
    for (var record : emit.records()) {
      if (record.getSchema() != writes && !record.getSchema().equals(writes)) {
        throw new IllegalStateException(
            "function %s emitted a record of another schema (%s) than the stage writes (%s)"
                .formatted(
                    step.function(), record.getSchema().getFullName(), writes.getFullName()));
      }
    }
  }

  @Override
  public void close() {
    function.close();
  }
}
