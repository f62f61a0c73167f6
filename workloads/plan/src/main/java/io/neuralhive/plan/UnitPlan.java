package io.neuralhive.plan;

import java.util.List;

/**
 * Everything a runner process needs to know: where it reads, what it does, where it writes.
 *
 * @param namespace namespace of the pipeline
 * @param pipeline name of the pipeline
 * @param unit name of the unit, unique in the pipeline
 * @param kafka the cluster of all topics named here
 * @param registry where schemas of unknown ids are found
 * @param input what is read
 * @param steps what is done, in an order in which every step stands after the one it reads from
 * @param outputs topics that are written, in the same transaction as the input's offsets
 * @param sink table that is written instead of topics, with the offsets in the same database
 *     transaction; null for a unit without a sink. A unit with a sink has no outputs.
 * @param deadLetters where records go that cannot be processed
 * @param commitIntervalMillis milliseconds between commits
 */
public record UnitPlan(
    String namespace,
    String pipeline,
    String unit,
    Kafka kafka,
    Registry registry,
    Input input,
    List<Step> steps,
    List<Output> outputs,
    PostgresqlTarget sink,
    DeadLetterTopic deadLetters,
    int commitIntervalMillis) {

  public UnitPlan {
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
  }
}
