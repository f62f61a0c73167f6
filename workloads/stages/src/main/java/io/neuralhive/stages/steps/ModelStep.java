package io.neuralhive.stages.steps;

import io.neuralhive.plan.Step;
import io.neuralhive.stages.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Asks a model about each record: many records in one request, fewer when one of them is refused.
 */
final class ModelStep implements BatchStep {

  /** More rows make answers late and gain nothing on a processor. */
  private static final int MAX_ROWS = 32;

  private final Step.Model step;
  private final ModelRecords records;
  private final InferenceClient model;

  ModelStep(Step.Model step, ModelRecords records, InferenceClient model) {
    this.step = step;
    this.records = records;
    this.model = model;
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
    for (int from = 0; from < batch.size(); from += MAX_ROWS) {
      ask(batch.subList(from, Math.min(batch.size(), from + MAX_ROWS)), outcomes);
    }
    return outcomes;
  }

  private void ask(List<GenericRecord> batch, List<Outcome> outcomes) {
    try {
      var answer = model.infer(records.request(batch));
      records.answers(batch, answer).forEach(record -> outcomes.add(Outcome.emit(record)));
    } catch (RefusedRequestException e) {
      if (batch.size() == 1) {
        outcomes.add(new Outcome.Reject(e.getMessage()));
        return;
      }
      int middle = batch.size() / 2;
      ask(batch.subList(0, middle), outcomes);
      ask(batch.subList(middle, batch.size()), outcomes);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
