package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.HashMap;
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
        new NodeBuilder().withNewMetadata().withName(name).withLabels(labels(name)).endMetadata();
    var nodes = client.nodes();
    var existing = nodes.withName(name).get();
    if (existing == null) {
      nodes.resource(node.build()).create();
    } else {
      nodes
          .withName(name)
          .edit(
              current -> {
                var merged = new HashMap<String, String>(current.getMetadata().getLabels());
                merged.putAll(labels(name));
                return current
                    .edit()
                    .editMetadata()
                    .withLabels(merged)
                    .endMetadata()
                    .withSpec(null)
                    .build();
              });
    }
    writeStatus(true, "KubeletReady", "the local node runs Pods as processes");
  }

  /** Reports that nobody is there to run Pods. */
  void unregister() {
    writeStatus(false, "NodeStopped", "the local node was stopped");
  }

  private void writeStatus(boolean ready, String reason, String message) {
    client
        .nodes()
        .withName(name)
        .editStatus(current -> withStatus(current, ready, reason, message));
  }

  private Node withStatus(Node current, boolean ready, String reason, String message) {
    NodeStatus before = current.getStatus() == null ? new NodeStatus() : current.getStatus();
    var now = PodStatuses.text(clock.instant());
    var status =
        new NodeStatusBuilder(before)
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
    return current.edit().withStatus(status).build();
  }
}
