package io.neuralhive.local.controlplane;

/** What may be lost when the machine, not just a process, stops suddenly. */
public enum Durability {
  /** Nothing: every write reaches the disk before it is confirmed. */
  DURABLE,
  /** Everything: for tests, whose data nobody reads again. */
  EPHEMERAL
}
