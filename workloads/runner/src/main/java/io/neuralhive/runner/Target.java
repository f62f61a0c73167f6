package io.neuralhive.runner;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a unit writes, together with how far it has read: both become true in one transaction. For
 * one thread.
 */
interface Target extends AutoCloseable {

  /**
   * Connects; may be called again.
   *
   * @throws TargetUnavailableException when that cannot be done now
   */
  void open();

  /**
   * Where to go on reading, from the last transaction that became true.
   *
   * @param partitions partitions that this lane has been given or has rewound
   * @return the next offset of each
   */
  Map<TopicPartition, Long> positions(Set<TopicPartition> partitions);

  /** Takes what a batch became; its poison goes to the dead letters. */
  void accept(Batch batch, Map<String, List<Emission>> emissions);

  /** Whether so much is held back that a commit is due. */
  boolean full();

  /**
   * Makes all that was accepted true, with the next offset of each partition.
   *
   * @throws FencedException when another process has taken a partition over
   */
  void commit(Map<TopicPartition, Long> next);

  /** Takes back what was accepted since the last commit; never fails. */
  void abort();

  @Override
  void close();
}
