package io.neuralhive.stages;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** What becomes of one record. */
public sealed interface Outcome {

  /** The record becomes these records, of the schema that the function writes. */
  record Emit(List<GenericRecord> records) implements Outcome {

    public Emit {
      records = List.copyOf(records);
    }
  }

  /** The record ends here, on purpose. */
  record Drop() implements Outcome {}

  /** The record cannot be processed, now or later; it goes to the dead letters at once. */
  record Reject(String reason) implements Outcome {}

  /** The record becomes that one record. */
  static Outcome emit(GenericRecord record) {
    return new Emit(List.of(record));
  }
}
