package io.neuralhive.stages.steps;

import io.neuralhive.stages.Outcome;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** One step of a unit, ready to run. For one thread. */
public interface BatchStep extends AutoCloseable {

  /** Name of the stage. */
  String stage();

  /** Stage whose output is read; null reads the unit's input. */
  String from();

  /**
   * Decides what becomes of each record.
   *
   * @param batch records of the schema that the step reads, not empty
   * @return one outcome per record, in the same order; emitted records have the schema that the
   *     step writes
   * @throws StageUnavailableException when the step cannot be done now; the records are not to
   *     blame
   * @throws RuntimeException when a record makes the step fail; which one is found by asking singly
   */
  List<Outcome> apply(List<GenericRecord> batch);

  @Override
  default void close() {}
}
