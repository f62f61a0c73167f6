package io.neuralhive.runner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records that were fetched and not yet processed, in order. */
final class Inbox {

  private static final int MAX_BATCH_BYTES = 4 << 20;

  private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private final Map<TopicPartition, Integer> counts = new HashMap<>();

  void add(Iterable<ConsumerRecord<byte[], byte[]>> fetched) {
    for (var record : fetched) {
      records.add(record);
      counts.merge(partition(record), 1, Integer::sum);
    }
  }

  /** Takes the next records, at least one, as many as asked for unless they are large. */
  List<ConsumerRecord<byte[], byte[]>> take(int most) {
    var taken = new ArrayList<ConsumerRecord<byte[], byte[]>>(Math.min(most, records.size()));
    long bytes = 0;
    while (!records.isEmpty() && taken.size() < most && bytes < MAX_BATCH_BYTES) {
      var record = records.remove();
      bytes += Math.max(0, record.serializedValueSize());
      counts.computeIfPresent(partition(record), (_, count) -> count == 1 ? null : count - 1);
      taken.add(record);
    }
    return taken;
  }

  boolean holds(TopicPartition partition) {
    return counts.containsKey(partition);
  }

  void drop(Collection<TopicPartition> partitions) {
    records.removeIf(record -> partitions.contains(partition(record)));
    counts.keySet().removeAll(partitions);
  }

  void clear() {
    records.clear();
    counts.clear();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  int size() {
    return records.size();
  }

  static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
