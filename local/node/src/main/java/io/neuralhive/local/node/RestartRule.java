package io.neuralhive.local.node;

import java.time.Duration;

/**
 * When a container is started again.
 *
 * @param policy the Pod's {@code restartPolicy}
 * @param init whether it is an init container, which is done once it succeeded
 * @param grace how long it may take to end when a probe ends it
 */
record RestartRule(String policy, boolean init, Duration grace) {

  boolean restartsAfter(int exitCode) {
    return switch (policy) {
      case "Never" -> false;
      case "OnFailure" -> exitCode != 0;
      default -> !init || exitCode != 0;
    };
  }
}
