package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** What keeps pods from being ready, in their own words. */
public final class PodTrouble {
  private static final Set<String> ON_THE_WAY = Set.of("ContainerCreating", "PodInitializing");
  private static final int MAX_WORDS = 600;

  private PodTrouble() {}

  /** The first trouble among the pods, by name; empty when all are well or on their way. */
  public static Optional<String> of(Collection<Pod> pods) {
    return pods.stream()
        .filter(pod -> !pod.isMarkedForDeletion() && pod.getStatus() != null)
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .flatMap(pod -> of(pod).stream())
        .findFirst();
  }

  private static Optional<String> of(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .flatMap(container -> of(container).stream())
        .findFirst()
        .or(() -> unschedulable(pod))
        .map(words -> "pod %s: %s".formatted(pod.getMetadata().getName(), bounded(words)));
  }

  private static Optional<String> of(ContainerStatus container) {
    var state = container.getState();
    if (Boolean.TRUE.equals(container.getReady()) || state == null) {
      return Optional.empty();
    }
    var last =
        Optional.ofNullable(container.getLastState())
            .map(lastState -> lastState.getTerminated())
            .map(PodTrouble::words);
    if (state.getTerminated() != null) {
      return Optional.of(words(state.getTerminated()));
    }
    if (state.getWaiting() != null && !ON_THE_WAY.contains(state.getWaiting().getReason())) {
      var waiting = state.getWaiting();
      var reason = waiting.getReason() == null ? "waiting" : waiting.getReason();
      return Optional.of(
          reason
              + ": "
              + last.orElse(Optional.ofNullable(waiting.getMessage()).orElse("no words")));
    }
    return last.map(words -> "restarted, not ready yet; last time it " + words);
  }

  private static String words(ContainerStateTerminated terminated) {
    var message = terminated.getMessage() == null ? "" : ": " + terminated.getMessage().strip();
    var reason =
        terminated.getReason() == null || terminated.getReason().equals("Error")
            ? ""
            : " (" + terminated.getReason() + ")";
    return "ended with exit code %d%s%s".formatted(terminated.getExitCode(), reason, message);
  }

  private static Optional<String> unschedulable(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("PodScheduled"))
        .filter(condition -> condition.getStatus().equals("False"))
        .map(condition -> "%s: %s".formatted(condition.getReason(), condition.getMessage()))
        .findFirst();
  }

  // The end of a log says more than its beginning.
  private static String bounded(String words) {
    return words.length() <= MAX_WORDS ? words : "… " + words.substring(words.length() - MAX_WORDS);
  }
}
