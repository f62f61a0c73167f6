package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scheduler of a cluster with one node: binds each Pod that fits, and says why one does not.
 */
final class Binder {

  private static final String SCHEDULER = "default-scheduler";

  private final KubernetesClient client;
  private final String nodeName;
  private final Map<String, Quantity> allocatable;
  private final Map<String, String> nodeLabels;
  private final Clock clock;

  /** Bound by us, not yet seen as bound in the watch. */
  private final Map<String, Pod> assumed = new HashMap<>();

  Binder(
      KubernetesClient client,
      String nodeName,
      Map<String, Quantity> allocatable,
      Map<String, String> nodeLabels,
      Clock clock) {
    this.client = client;
    this.nodeName = nodeName;
    this.allocatable = allocatable;
    this.nodeLabels = nodeLabels;
    this.clock = clock;
  }

  /**
   * Binds what waits and fits, the oldest first.
   *
   * @throws KubernetesClientException when some could not be bound and all must be tried again
   */
  synchronized void sync(Collection<Pod> pods) {
    var placed = new HashMap<String, Pod>();
    var waiting = new ArrayList<Pod>();
    for (var pod : pods) {
      var uid = pod.getMetadata().getUid();
      if (ended(pod)) {
        assumed.remove(uid);
      } else if (nodeName.equals(pod.getSpec().getNodeName())) {
        assumed.remove(uid);
        placed.put(uid, pod);
      } else if (isOurs(pod) && !assumed.containsKey(uid)) {
        waiting.add(pod);
      }
    }
    assumed.keySet().removeIf(uid -> pods.stream().noneMatch(p -> is(p, uid)));
    placed.putAll(assumed);
    waiting.sort(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
    KubernetesClientException failure = null;
    for (var pod : waiting) {
      try {
        place(pod, placed);
      } catch (KubernetesClientException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void place(Pod pod, Map<String, Pod> placed) {
    var problems = problems(pod, placed.values());
    if (!problems.isEmpty()) {
      unschedulable(pod, "0/1 nodes are available: " + String.join(", ", problems) + ".");
    } else if (bind(pod)) {
      assumed.put(pod.getMetadata().getUid(), pod);
      placed.put(pod.getMetadata().getUid(), pod);
    }
  }

  private List<String> problems(Pod pod, Collection<Pod> placed) {
    var problems = new ArrayList<>(PodRequests.missing(pod, placed, allocatable));
    var selector = Optional.ofNullable(pod.getSpec().getNodeSelector()).orElse(Map.of());
    selector.forEach(
        (label, value) -> {
          if (!value.equals(nodeLabels.get(label))) {
            problems.add("node(s) didn't match Pod's node selector " + label + "=" + value);
          }
        });
    return problems;
  }

  private boolean bind(Pod pod) {
    var metadata = pod.getMetadata();
    var binding =
        new BindingBuilder()
            .withNewMetadata()
            .withName(metadata.getName())
            .withNamespace(metadata.getNamespace())
            .withUid(metadata.getUid())
            .endMetadata()
            .withNewTarget()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(nodeName)
            .endTarget()
            .build();
    try {
      client.raw(
          "/api/v1/namespaces/%s/pods/%s/binding"
              .formatted(metadata.getNamespace(), metadata.getName()),
          "POST",
          binding);
      return true;
    } catch (KubernetesClientException e) {
      return ignoreIfGone(e);
    }
  }

  private void unschedulable(Pod pod, String message) {
    boolean said =
        pod.getStatus() != null
            && pod.getStatus().getConditions().stream()
                .anyMatch(
                    c -> "PodScheduled".equals(c.getType()) && message.equals(c.getMessage()));
    if (said) {
      return;
    }
    var condition =
        new PodConditionBuilder()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage(message)
            .withLastTransitionTime(PodStatuses.text(clock.instant()))
            .build();
    var patch =
        client
            .getKubernetesSerialization()
            .asJson(Map.of("status", Map.of("conditions", List.of(condition))));
    try {
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .subresource("status")
          .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);
    } catch (KubernetesClientException e) {
      ignoreIfGone(e);
    }
  }

  private static boolean ignoreIfGone(KubernetesClientException e) {
    if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
      return false;
    }
    throw e;
  }

  private static boolean isOurs(Pod pod) {
    var scheduler = pod.getSpec().getSchedulerName();
    return (pod.getSpec().getNodeName() == null || pod.getSpec().getNodeName().isEmpty())
        && (scheduler == null || scheduler.equals(SCHEDULER))
        && pod.getSpec().getSchedulingGates().isEmpty()
        && pod.getMetadata().getDeletionTimestamp() == null;
  }

  private static boolean ended(Pod pod) {
    var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private static boolean is(Pod pod, String uid) {
    return pod.getMetadata().getUid().equals(uid);
  }
}
