package io.neuralhive.operator.kafka;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as it is wanted.
 *
 * @param name name of the topic
 * @param partitions partitions, at least; more are left as they are, as partitions cannot be taken
 *     away
 * @param replicationFactor copies of each partition; decided when the topic is made
 * @param config settings that are ours; others are left as they are
 */
public record Topic(
    String name, int partitions, int replicationFactor, Map<String, String> config) {
  public Topic {
    config = Collections.unmodifiableMap(new TreeMap<>(config));
  }

  /** A topic that deletes records after a time. */
  public static Topic retained(
      String name, int partitions, int replicationFactor, long retentionMillis) {
    return new Topic(
        name,
        partitions,
        replicationFactor,
        Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retentionMillis)));
  }
}
