package io.neuralhive.local.services;

/** A broker without authentication on loopback. */
public record KafkaService(Component component, String bootstrapServers) {}
