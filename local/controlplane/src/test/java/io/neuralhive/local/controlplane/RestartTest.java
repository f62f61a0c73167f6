package io.neuralhive.local.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.ProcessSupervisor;
import io.neuralhive.local.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

  @TempDir Path folder;

  @Test
  void theSecondStartContinuesWithDataAndPortsAndStopLeavesNoProcess() throws Exception {
    var pids = new ArrayList<Long>();
    URI address;
    try (var supervisor = ProcessSupervisor.open(folder.resolve("run"))) {
      try (var plane = start(supervisor);
          var client = client(plane)) {
        address = plane.apiServerUrl();
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("kept")
                    .withNamespace("default")
                    .endMetadata()
                    .build())
            .create();
        pids.addAll(plane.components().stream().map(ChildProcess::pid).toList());
        plane
            .components()
            .forEach(c -> System.out.printf("%s %d MB%n", c.name(), c.rssBytes() >> 20));
      }
      assertThat(supervisor.children()).isEmpty();

      try (var plane = start(supervisor);
          var client = client(plane)) {
        assertThat(plane.apiServerUrl()).isEqualTo(address);
        assertThat(client.configMaps().inNamespace("default").withName("kept").get()).isNotNull();
        pids.addAll(plane.components().stream().map(ChildProcess::pid).toList());
      }
    }
    assertThat(pids).hasSize(6).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
  }

  private ControlPlane start(ProcessSupervisor supervisor) throws IOException {
    return ControlPlane.start(
        new ControlPlaneOptions(
            folder.resolve("data"),
            ControlPlaneBinaries.locate(Progress.silent()),
            supervisor,
            Durability.DURABLE,
            (component, message) -> System.out.println(component + ": " + message)));
  }

  private static KubernetesClient client(ControlPlane plane) {
    var config = Config.fromKubeconfig(plane.kubeconfig().toFile());
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
