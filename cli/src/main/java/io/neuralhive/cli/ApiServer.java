package io.neuralhive.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.neuralhive.local.controlplane.ControlPlane;
import io.neuralhive.local.node.LocalNodeOptions;
import io.neuralhive.local.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The API server of a run.
 *
 * @param plane null for one that was there before
 */
record ApiServer(Path kubeconfig, ControlPlane plane) {

  static ApiServer of(ControlPlane plane) {
    return new ApiServer(plane.kubeconfig(), plane);
  }

  /** One that was there before; refuses a real cluster, from which our node would take Pods. */
  static ApiServer existing(Path kubeconfig) {
    if (!Files.isReadable(kubeconfig) || Files.isDirectory(kubeconfig)) {
      throw new CannotDoException(
          "--kubeconfig %s is not a file that can be read".formatted(kubeconfig));
    }
    var api = new ApiServer(kubeconfig.toAbsolutePath(), null);
    var nodes = api.foreignNodes();
    if (!nodes.isEmpty()) {
      throw new CannotDoException(
          ("%s leads to a cluster with nodes of its own (%s); ./hive up takes only an API server"
                  + " without any, and has changed nothing there")
              .formatted(kubeconfig, String.join(", ", nodes)));
    }
    return api;
  }

  Config config() {
    try {
      return Config.fromKubeconfig(kubeconfig.toFile());
    } catch (RuntimeException e) {
      throw new CannotDoException(
          "%s is not a kubeconfig: %s".formatted(kubeconfig, e.getMessage()), e);
    }
  }

  KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** None of a server that was there before. */
  List<ChildProcess> processes() {
    return plane == null ? List.of() : plane.components();
  }

  List<State.Component> components() {
    return processes().stream()
        .map(c -> State.Component.of(c, plane.startOf(c).toMillis()))
        .toList();
  }

  private List<String> foreignNodes() {
    var impatient = config();
    impatient.setRequestRetryBackoffLimit(1);
    try (var client = new KubernetesClientBuilder().withConfig(impatient).build()) {
      return client.nodes().list().getItems().stream()
          .map(node -> node.getMetadata().getName())
          .filter(name -> !name.equals(LocalNodeOptions.DEFAULT_NAME))
          .toList();
    } catch (KubernetesClientException e) {
      throw new CannotDoException(
          "the API server %s of %s cannot be asked for its nodes: %s"
              .formatted(impatient.getMasterUrl(), kubeconfig, e.getMessage()),
          e);
    }
  }
}
