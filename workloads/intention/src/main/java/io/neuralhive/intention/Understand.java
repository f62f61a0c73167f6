package io.neuralhive.intention;

import io.neuralhive.stages.FunctionContext;
import io.neuralhive.stages.Outcome;
import io.neuralhive.stages.RecordCopy;
import io.neuralhive.stages.StageFunction;
import io.neuralhive.stages.StageFunctionFactory;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Finds what an intention speaks of. Writes what it reads, and {@code entities} and {@code
 * keywords}.
 */
public final class Understand implements StageFunctionFactory {

  @Override
  public String name() {
    return "understand";
  }

  @Override
  public StageFunction create(FunctionContext context) {
    var copy = new RecordCopy(context.reads(), context.writes(), Set.of("entities", "keywords"));
    var words = Words.load();
    var entity = context.writes().getField("entities").schema().getElementType();
    return batch -> batch.stream().map(r -> understand(r, copy, words, entity)).toList();
  }

  private static Outcome understand(
      GenericRecord classified, RecordCopy copy, Words words, Schema entitySchema) {
    var text = classified.get("text").toString();
    var entities = Entities.in(text);
    var understood = copy.of(classified);
    understood.put("entities", entities.stream().map(e -> record(e, entitySchema)).toList());
    understood.put("keywords", Keywords.of(text, entities, words));
    return Outcome.emit(understood);
  }

  private static GenericRecord record(Entity entity, Schema schema) {
    var record = new GenericData.Record(schema);
    record.put("type", entity.type().name());
    record.put("value", entity.value());
    record.put("start", entity.start());
    record.put("end", entity.end());
    return record;
  }
}
