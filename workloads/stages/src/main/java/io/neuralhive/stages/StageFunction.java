package io.neuralhive.stages;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * A user's step: a pure function over a batch of records.
 *
 * <p>It keeps no state between calls, talks to nothing, and gives the same outcomes for the same
 * records, since a batch may come again after a failure. The engine owns threads, offsets, retries
 * and dead letters.
 */
public interface StageFunction extends AutoCloseable {

  /**
   * Decides what becomes of each record.
   *
   * @param batch records of the schema that the function reads; never empty, not to be changed
   * @return one outcome per record, in the same order
   */
  List<Outcome> apply(List<GenericRecord> batch);

  /** Releases what the function holds; called once. */
  @Override
  default void close() {}
}
