package io.neuralhive.runner;

import io.neuralhive.stages.FunctionContext;
import io.neuralhive.stages.Outcome;
import io.neuralhive.stages.StageFunction;
import io.neuralhive.stages.StageFunctionFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A stage library for tests. */
public final class TestFunctions {

  private TestFunctions() {}

  /** Does what a record's text says. */
  public static final class Moody implements StageFunctionFactory {

    @Override
    public String name() {
      return "moody";
    }

    @Override
    public StageFunction create(FunctionContext context) {
      return batch -> batch.stream().map(record -> judge(context, record)).toList();
    }

    private static Outcome judge(FunctionContext context, GenericRecord record) {
      return switch ((String) record.get("text")) {
        case "drop" -> new Outcome.Drop();
        case "reject" -> new Outcome.Reject("not wanted");
        case "throw" -> throw new IllegalStateException("cannot stand it");
        case "deep" -> deeper(0) > 0 ? new Outcome.Drop() : null;
        case "hang" -> hang();
        case "two" -> new Outcome.Emit(List.of(record, record));
        case "half" -> new Outcome.Emit(List.of(record, misfit(context)));
        default -> Outcome.emit(record);
      };
    }

    private static GenericRecord misfit(FunctionContext context) {
      var record = new GenericData.Record(context.writes());
      record.put("id", "half");
      record.put("text", 17);
      return record;
    }

    private static int deeper(int depth) {
      return deeper(depth + 1) + 1;
    }

    private static Outcome hang() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Outcome.Drop();
    }
  }
}
