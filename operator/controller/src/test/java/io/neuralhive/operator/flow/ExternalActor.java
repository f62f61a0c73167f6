package io.neuralhive.operator.flow;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The kubelet that there is not: says how pods are, and the real controllers draw conclusions. */
final class ExternalActor {
  private ExternalActor() {}

  static PodStatus status(boolean ready) {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new PodStatusBuilder()
        .withPhase("Running")
        .withStartTime(now)
        .addToConditions(
            new PodConditionBuilder()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .withLastTransitionTime(now)
                .build())
        .build();
  }

  /** A container that ended and waits to be started again, with the end of its log. */
  static PodStatus crashed(String program, int exitCode, String words) {
    return new PodStatusBuilder(status(false))
        .addToContainerStatuses(
            new ContainerStatusBuilder()
                .withName(program)
                .withImage(program)
                .withImageID("")
                .withReady(false)
                .withRestartCount(3)
                .withNewState()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .withMessage("back-off 20s restarting failed container")
                .endWaiting()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason("Error")
                .withMessage(words)
                .endTerminated()
                .endLastState()
                .build())
        .build();
  }
}
