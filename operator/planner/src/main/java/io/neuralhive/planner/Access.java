package io.neuralhive.planner;

import java.util.List;

/**
 * The least that a process needs.
 *
 * @param reads topics it reads, sorted
 * @param writes topics it writes, sorted
 * @param group its consumer group; null for a gateway, whose pods each read everything
 * @param transactionalIdPrefix what its transactional ids start with; null for a gateway
 * @param tables tables it writes, as schema.table, sorted
 */
public record Access(
    List<String> reads,
    List<String> writes,
    String group,
    String transactionalIdPrefix,
    List<String> tables) {

  public Access {
    reads = reads.stream().sorted().distinct().toList();
    writes = writes.stream().sorted().distinct().toList();
    tables = tables.stream().sorted().distinct().toList();
  }
}
