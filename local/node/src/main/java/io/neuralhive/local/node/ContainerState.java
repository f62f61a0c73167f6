package io.neuralhive.local.node;

import java.time.Instant;

/** What a container is doing. */
sealed interface ContainerState {

  /** Not running; {@code message} may be null. */
  record Waiting(String reason, String message) implements ContainerState {}

  /** Running as a process. */
  record Running(Instant startedAt) implements ContainerState {}

  /** Ended; {@code message} may be null. */
  record Terminated(
      int exitCode, String reason, String message, Instant startedAt, Instant finishedAt)
      implements ContainerState {

    static Terminated of(int exitCode, Instant startedAt, Instant finishedAt) {
      return new Terminated(
          exitCode, exitCode == 0 ? "Completed" : "Error", null, startedAt, finishedAt);
    }

    boolean succeeded() {
      return exitCode == 0;
    }
  }
}
