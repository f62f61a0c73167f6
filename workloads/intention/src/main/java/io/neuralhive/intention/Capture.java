package io.neuralhive.intention;

import io.neuralhive.stages.FunctionContext;
import io.neuralhive.stages.Outcome;
import io.neuralhive.stages.RecordCopy;
import io.neuralhive.stages.StageFunction;
import io.neuralhive.stages.StageFunctionFactory;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** Finds the language of an intention. Writes what it reads, and {@code language}. */
public final class Capture implements StageFunctionFactory {

  /** Ten megabytes: the functions of a process share them. */
  private Languages languages;

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public synchronized StageFunction create(FunctionContext context) {
    if (languages == null) {
      languages = Languages.load();
    }
    var loaded = languages;
    var copy = new RecordCopy(context.reads(), context.writes(), Set.of("language"));
    return batch -> batch.stream().map(intention -> capture(intention, copy, loaded)).toList();
  }

  private static Outcome capture(GenericRecord intention, RecordCopy copy, Languages languages) {
    var captured = copy.of(intention);
    captured.put("language", languages.of(intention.get("text").toString()));
    return Outcome.emit(captured);
  }
}
