package io.neuralhive.stages.steps;

import io.neuralhive.plan.Step;
import io.neuralhive.plan.expression.Expression;
import io.neuralhive.stages.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** Lets records pass for which an expression is true. */
final class FilterStep implements BatchStep {

  private static final Outcome DROP = new Outcome.Drop();

  private final Step.Filter step;
  private final Expression when;

  FilterStep(Step.Filter step, Expression when) {
    this.step = step;
    this.when = when;
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
    var outcomes = new ArrayList<Outcome>(batch.size());
    for (var record : batch) {
      outcomes.add(when.test(record) ? Outcome.emit(record) : DROP);
    }
    return outcomes;
  }
}
