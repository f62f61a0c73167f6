package io.neuralhive.local.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes one Pod's status, and only when it differs from what was written last. */
final class PodStatusWriter {

  private static final Set<String> OWN_CONDITIONS =
      Set.of("PodScheduled", "Initialized", "ContainersReady", "Ready");

  private final KubernetesClient client;
  private PodStatus written;

  PodStatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * The Pod with the conditions as they are now: own ones as last written, because a watch may lag
   * behind our own writes, and those of others as last seen.
   */
  Pod withKnownConditions(Pod pod) {
    if (written == null) {
      return pod;
    }
    var seen = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    var conditions =
        Stream.concat(
                seen.getConditions().stream().filter(c -> !OWN_CONDITIONS.contains(c.getType())),
                written.getConditions().stream().filter(c -> OWN_CONDITIONS.contains(c.getType())))
            .toList();
    return pod.edit()
        .withStatus(new PodStatusBuilder(seen).withConditions(conditions).build())
        .build();
  }

  /**
   * Writes the status.
   *
   * @throws KubernetesClientException when the status must be written again later; a Pod that is
   *     gone is no error
   */
  void write(Pod pod, PodStatus status) {
    if (status.equals(written)) {
      return;
    }
    var metadata = pod.getMetadata();
    var patch = client.getKubernetesSerialization().convertValue(status, ObjectNode.class);
    patch.path("conditions").forEach(node -> nullWhereAbsent((ObjectNode) node));
    nullWhereAbsent(patch);
    var body = patch.objectNode();
    body.putObject("metadata").put("uid", metadata.getUid());
    body.set("status", patch);
    try {
      client
          .pods()
          .inNamespace(metadata.getNamespace())
          .withName(metadata.getName())
          .subresource("status")
          .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), body.toString());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
    written = status;
  }

  /** A merge patch removes only what it names. */
  private static void nullWhereAbsent(ObjectNode node) {
    for (var field : List.of("reason", "message")) {
      if (!node.has(field)) {
        node.putNull(field);
      }
    }
  }
}
