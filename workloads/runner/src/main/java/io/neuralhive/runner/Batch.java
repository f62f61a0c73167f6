package io.neuralhive.runner;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records that are processed together, and which of them failed. */
final class Batch {

  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final Failure[] failures;

  Batch(List<ConsumerRecord<byte[], byte[]>> records) {
    this.records = List.copyOf(records);
    this.failures = new Failure[this.records.size()];
  }

  int size() {
    return records.size();
  }

  ConsumerRecord<byte[], byte[]> record(int input) {
    return records.get(input);
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  /** Marks a record as poison; the first failure is the one that counts. */
  void fail(int input, Failure failure) {
    if (failures[input] == null) {
      failures[input] = failure;
    }
  }

  boolean failed(int input) {
    return failures[input] != null;
  }

  /** Why the record failed; null when it did not. */
  Failure failure(int input) {
    return failures[input];
  }
}
