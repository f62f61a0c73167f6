package io.neuralhive.plan;

/** A schema registry, by the base URL of its Confluent-compatible API. */
public record Registry(String url) {}
