package io.neuralhive.planner;

/**
 * A topic of the pipeline's own.
 *
 * @param topic name
 * @param partitions those of the topic that the writing unit reads; 1 for dead letters
 * @param retentionMillis how long records are kept
 * @param subject subject of its schema; null for dead letters, whose values are of any schema
 * @param schema Avro schema of its values, as JSON; null for dead letters
 */
public record InternalTopic(
    String topic,
    int partitions,
    int replicationFactor,
    long retentionMillis,
    String subject,
    String schema) {}
