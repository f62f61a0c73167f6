package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Map;

/** The Node object: who we are, what we offer and whether we are there. */
final class NodeRegistration {

  private final KubernetesClient client;
  private final String name;
  private final Map<String, Quantity> allocatable;
  private final int kubeletPort;
  private final Clock clock;

  NodeRegistration(
      KubernetesClient client,
      String name,
      Map<String, Quantity> allocatable,
      int kubeletPort,
      Clock clock) {
    this.client = client;
    this.name = name;
    this.allocatable = allocatable;
    this.kubeletPort = kubeletPort;
    this.clock = clock;
  }

  /** The labels Pods may select the node by. */
  static Map<String, String> labels(String nodeName) {
    var architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    return Map.of(
        "kubernetes.io/hostname", nodeName,
        "kubernetes.io/os", "linux",
        "kubernetes.io/arch", architecture);
  }

  /** Creates the Node, or takes over the one of an earlier life, and reports it ready. */
  void register() {
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels(name))
            .endMetadata()
            .build();
    try {
      client.nodes().resource(node).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      patch("", Map.of("metadata", Map.of("labels", labels(name))));
    }
    writeStatus(true, "KubeletReady", "the local node runs Pods as processes");
  }

  /** Reports that nobody is there to run Pods. */
  void unregister() {
    writeStatus(false, "NodeStopped", "the local node was stopped");
  }

  private void writeStatus(boolean ready, String reason, String message) {
    var now = PodStatuses.text(clock.instant());
    var status =
        new NodeStatusBuilder()
            .withCapacity(allocatable)
            .withAllocatable(allocatable)
            .withNewDaemonEndpoints()
            .withNewKubeletEndpoint(kubeletPort)
            .endDaemonEndpoints()
            .withAddresses()
            .addNewAddress("127.0.0.1", "InternalIP")
            .addNewAddress(name, "Hostname")
            .withConditions()
            .addNewCondition()
            .withType("Ready")
            .withStatus(ready ? "True" : "False")
            .withReason(reason)
            .withMessage(message)
            .withLastHeartbeatTime(now)
            .withLastTransitionTime(now)
            .endCondition()
            .withNewNodeInfo()
            .withArchitecture(labels(name).get("kubernetes.io/arch"))
            .withOperatingSystem("linux")
            .withOsImage(System.getProperty("os.name"))
            .withKernelVersion(System.getProperty("os.version"))
            .withContainerRuntimeVersion("process://" + Runtime.version().feature())
            .withKubeletVersion("v1.36.3-local")
            .withKubeProxyVersion("")
            .withBootID("local")
            .withMachineID("local")
            .withSystemUUID("local")
            .endNodeInfo()
            .build();
    patch("status", Map.of("status", status));
  }

  /** A merge patch: other controllers write to Nodes too, and none of us must wait for another. */
  private void patch(String subresource, Map<String, ?> content) {
    var text = client.getKubernetesSerialization().asJson(content);
    var how = PatchContext.of(PatchType.JSON_MERGE);
    var node = client.nodes().withName(name);
    if (subresource.isEmpty()) {
      node.patch(how, text);
    } else {
      node.subresource(subresource).patch(how, text);
    }
  }
}
