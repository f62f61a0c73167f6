package io.neuralhive.operator.kafka;

import java.util.Collection;
import java.util.Map;

/** The topics of one Kafka cluster, whoever runs it. */
public interface Topics {
  /**
   * Makes, grows or puts right the topics, and writes nothing when they are as wanted.
   *
   * @return partitions that each topic has, by name
   * @throws TopicException when the cluster cannot be reached or refuses
   */
  Map<String, Integer> ensure(Collection<Topic> wanted);

  /**
   * Removes topics; those that are not there are no error.
   *
   * @throws TopicException when the cluster cannot be reached or refuses
   */
  void delete(Collection<String> names);
}
