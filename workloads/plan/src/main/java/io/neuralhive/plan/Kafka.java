package io.neuralhive.plan;

/** A Kafka cluster, by its bootstrap servers ({@code host:port}, separated by commas). */
public record Kafka(String bootstrapServers) {}
