package io.neuralhive.local.services;

/** What can be started. {@link #REGISTRY} keeps its data in PostgreSQL, which it starts too. */
public enum Service {
  KAFKA,
  POSTGRES,
  REDIS,
  REGISTRY
}
