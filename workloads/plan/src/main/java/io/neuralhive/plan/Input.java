package io.neuralhive.plan;

/**
 * The topic that a unit reads.
 *
 * @param topic topic, read from the earliest record that the group has not committed
 * @param group consumer group
 * @param schema Avro schema, as JSON, in which the unit wants the values; writers' schemas are
 *     resolved to it
 */
public record Input(String topic, String group, String schema) {}
