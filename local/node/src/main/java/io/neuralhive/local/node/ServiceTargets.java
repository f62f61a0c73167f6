package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Which Pods a Service stands for, and where they listen; computes only. */
final class ServiceTargets {

  private ServiceTargets() {}

  /** The ready Pods a Service selects, in the order of their names. */
  static List<Pod> pods(Service service, Collection<Pod> pods) {
    var selector = service.getSpec().getSelector();
    if (selector == null || selector.isEmpty()) {
      return List.of();
    }
    boolean unreadyToo = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    return pods.stream()
        .filter(
            pod -> pod.getMetadata().getNamespace().equals(service.getMetadata().getNamespace()))
        .filter(pod -> labels(pod).entrySet().containsAll(selector.entrySet()))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
        .filter(pod -> unreadyToo ? !ended(pod) : ready(pod))
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .toList();
  }

  /** Where the ready Pods of a Service listen for one of its ports. */
  static List<InetSocketAddress> addresses(
      Service service, ServicePort port, Collection<Pod> pods) {
    var addresses = new ArrayList<InetSocketAddress>();
    for (var pod : pods(service, pods)) {
      var target = targetPort(port, pod);
      if (target.isPresent()) {
        addresses.add(new InetSocketAddress(pod.getStatus().getPodIP(), target.getAsInt()));
      }
    }
    return List.copyOf(addresses);
  }

  private static OptionalInt targetPort(ServicePort port, Pod pod) {
    var target = Optional.ofNullable(port.getTargetPort()).orElse(new IntOrString(port.getPort()));
    if (target.getIntVal() != null) {
      return OptionalInt.of(target.getIntVal() == 0 ? port.getPort() : target.getIntVal());
    }
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(candidate -> target.getStrVal().equals(candidate.getName()))
        .mapToInt(candidate -> candidate.getContainerPort())
        .findFirst();
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static boolean ended(Pod pod) {
    var phase = pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private static Map<String, String> labels(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
  }
}
