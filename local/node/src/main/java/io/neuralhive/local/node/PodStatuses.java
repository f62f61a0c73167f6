package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Turns what is known of a Pod's containers into its status; computes only. */
final class PodStatuses {

  /** Everything a Pod's status is made from. */
  record Facts(
      String podIp,
      String hostIp,
      Instant startTime,
      List<ContainerSnapshot> init,
      List<ContainerSnapshot> containers) {}

  private PodStatuses() {}

  /** The status of a Pod now; transition times of conditions that did not change are kept. */
  static PodStatus of(Pod pod, Facts facts, Instant now) {
    var phase = phase(pod.getSpec().getRestartPolicy(), facts);
    return new PodStatusBuilder()
        .withPhase(phase)
        .withHostIP(facts.hostIp())
        .withHostIPs(new HostIP(facts.hostIp()))
        .withPodIP(facts.podIp())
        .withPodIPs(new PodIP(facts.podIp()))
        .withStartTime(text(facts.startTime()))
        .withConditions(conditions(pod, phase, facts, now))
        .withInitContainerStatuses(facts.init().stream().map(PodStatuses::container).toList())
        .withContainerStatuses(facts.containers().stream().map(PodStatuses::container).toList())
        .build();
  }

  static String phase(String restartPolicy, Facts facts) {
    boolean never = "Never".equals(restartPolicy);
    for (var init : facts.init()) {
      if (never && init.state() instanceof ContainerState.Terminated ended && !ended.succeeded()) {
        return "Failed";
      }
    }
    if (!facts.init().stream().allMatch(ContainerSnapshot::succeeded)) {
      return "Pending";
    }
    boolean running = false;
    boolean allSucceeded = true;
    boolean allEnded = true;
    for (var container : facts.containers()) {
      switch (container.state()) {
        case ContainerState.Waiting waiting -> {
          if (container.last() == null) {
            return "Pending";
          }
          allEnded = false;
        }
        case ContainerState.Running run -> running = true;
        case ContainerState.Terminated ended -> allSucceeded &= ended.succeeded();
      }
    }
    if (running || !allEnded || !(never || "OnFailure".equals(restartPolicy))) {
      return "Running";
    }
    if (allSucceeded) {
      return "Succeeded";
    }
    return never ? "Failed" : "Running";
  }

  private static List<PodCondition> conditions(Pod pod, String phase, Facts facts, Instant now) {
    var computed = new ArrayList<PodCondition>();
    computed.add(condition("PodScheduled", true, null, null));
    var unfinished = names(facts.init(), container -> !container.succeeded());
    computed.add(
        condition(
            "Initialized",
            unfinished.isEmpty(),
            "ContainersNotInitialized",
            "containers with incomplete status: [" + unfinished + "]"));
    var unready = names(facts.containers(), container -> !container.ready());
    var reason =
        switch (phase) {
          case "Succeeded" -> "PodCompleted";
          case "Failed" -> "PodFailed";
          default -> "ContainersNotReady";
        };
    var message = "containers with unready status: [" + unready + "]";
    boolean containersReady = unready.isEmpty();
    computed.add(condition("ContainersReady", containersReady, reason, message));
    var gate = closedGate(pod);
    computed.add(
        containersReady && gate != null
            ? condition(
                "Ready", false, "ReadinessGatesNotReady", "readiness gate " + gate + " is not True")
            : condition("Ready", containersReady, reason, message));
    return merge(pod.getStatus(), computed, now);
  }

  private static String closedGate(Pod pod) {
    for (var gate : pod.getSpec().getReadinessGates()) {
      boolean open =
          pod.getStatus() != null
              && pod.getStatus().getConditions().stream()
                  .anyMatch(
                      c ->
                          c.getType().equals(gate.getConditionType())
                              && "True".equals(c.getStatus()));
      if (!open) {
        return gate.getConditionType();
      }
    }
    return null;
  }

  private static List<PodCondition> merge(
      PodStatus before, List<PodCondition> computed, Instant now) {
    var old = before == null ? List.<PodCondition>of() : before.getConditions();
    var merged = new ArrayList<PodCondition>();
    for (var condition : old) {
      if (computed.stream().noneMatch(c -> c.getType().equals(condition.getType()))) {
        merged.add(condition);
      }
    }
    for (var condition : computed) {
      var same =
          old.stream()
              .filter(c -> c.getType().equals(condition.getType()))
              .filter(c -> Objects.equals(c.getStatus(), condition.getStatus()))
              .map(PodCondition::getLastTransitionTime)
              .filter(Objects::nonNull)
              .findFirst();
      merged.add(
          new PodConditionBuilder(condition)
              .withLastTransitionTime(same.orElseGet(() -> text(now)))
              .build());
    }
    return merged;
  }

  private static PodCondition condition(
      String type, boolean holds, String reasonIfNot, String messageIfNot) {
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(holds ? "True" : "False")
        .withReason(holds ? null : reasonIfNot)
        .withMessage(holds ? null : messageIfNot)
        .build();
  }

  private static String names(
      List<ContainerSnapshot> containers, Predicate<ContainerSnapshot> which) {
    return containers.stream()
        .filter(which)
        .map(ContainerSnapshot::name)
        .collect(Collectors.joining(" "));
  }

  private static ContainerStatus container(ContainerSnapshot container) {
    var status =
        new ContainerStatusBuilder()
            .withName(container.name())
            .withImage(container.image())
            .withImageID("")
            .withState(state(container.state()))
            .withRestartCount(container.restartCount())
            .withStarted(container.started())
            .withReady(container.ready());
    if (container.processId() != 0) {
      status.withImageID("process://" + container.image());
      status.withContainerID("process://" + container.processId());
    }
    if (container.last() != null) {
      status.withLastState(state(container.last()));
    }
    return status.build();
  }

  private static io.fabric8.kubernetes.api.model.ContainerState state(ContainerState state) {
    var builder = new ContainerStateBuilder();
    return switch (state) {
      case ContainerState.Waiting waiting ->
          builder.withNewWaiting(waiting.message(), waiting.reason()).build();
      case ContainerState.Running running ->
          builder.withNewRunning(text(running.startedAt())).build();
      case ContainerState.Terminated ended ->
          builder
              .withNewTerminated()
              .withExitCode(ended.exitCode())
              .withReason(ended.reason())
              .withMessage(ended.message())
              .withStartedAt(text(ended.startedAt()))
              .withFinishedAt(text(ended.finishedAt()))
              .endTerminated()
              .build();
    };
  }

  /** Kubernetes times have whole seconds. */
  static String text(Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
