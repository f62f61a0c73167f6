package io.neuralhive.plan;

/**
 * Where records go that cannot be processed.
 *
 * @param topic topic; values are the original bytes, the reason stands in headers
 * @param maxAttempts how often a failing stage is tried before its record goes there, at least 1
 */
public record DeadLetterTopic(String topic, int maxAttempts) {}
