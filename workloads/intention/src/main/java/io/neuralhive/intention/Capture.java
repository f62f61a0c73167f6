package io.neuralhive.intention;

import io.neuralhive.stages.FunctionContext;
import io.neuralhive.stages.Outcome;
import io.neuralhive.stages.StageFunction;
import io.neuralhive.stages.StageFunctionFactory;
import org.apache.avro.generic.GenericRecord;

/** Finds the language of an intention. Writes what it reads, and {@code language}. */
public final class Capture implements StageFunctionFactory {

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public StageFunction create(FunctionContext context) {
    var copy = new RecordCopy(context);
    var languages = Languages.load();
    return batch ->
        batch.stream().map(intention -> capture(intention, copy, languages)).toList();
  }

  private static Outcome capture(GenericRecord intention, RecordCopy copy, Languages languages) {
    var captured = copy.of(intention);
    captured.put("language", languages.of(intention.get("text").toString()));
    return Outcome.emit(captured);
  }
}
