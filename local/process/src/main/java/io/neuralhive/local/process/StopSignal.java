package io.neuralhive.local.process;

/** The signal that asks a program to end in its own time. */
public enum StopSignal {
  TERM,
  /** PostgreSQL's "fast" shutdown; its TERM waits for every client to leave. */
  INT
}
