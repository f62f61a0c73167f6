package io.neuralhive.local.node;

import java.time.Instant;
import java.util.Optional;

/** Reads back what an earlier life of the node wrote into a Pod's status. */
final class AdoptedStatus {

  private AdoptedStatus() {}

  /** How a run ended, or null when the state is not that of an ended run. */
  static ContainerState.Terminated ended(io.fabric8.kubernetes.api.model.ContainerState state) {
    if (state == null || state.getTerminated() == null) {
      return null;
    }
    var ended = state.getTerminated();
    return new ContainerState.Terminated(
        Optional.ofNullable(ended.getExitCode()).orElse(0),
        ended.getReason(),
        ended.getMessage(),
        time(ended.getStartedAt()),
        time(ended.getFinishedAt()));
  }

  static Instant time(String text) {
    return text == null ? Instant.EPOCH : Instant.parse(text);
  }
}
