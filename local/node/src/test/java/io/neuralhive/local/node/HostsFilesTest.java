package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostsFilesTest {

  private static final Service PLAIN = service("redis", "data", "127.96.0.7");
  private static final Service HEADLESS = service("broker", "data", "None");
  private static final Service API = service("kubernetes", "default", "127.96.0.1");

  @Test
  void aServiceHasItsDnsNamesAndItsShortNameAtHomeOnly() {
    var entries = HostsFiles.entries(List.of(PLAIN), List.of(), "127.0.0.1");
    var names = "redis.data redis.data.svc redis.data.svc.cluster.local";
    assertThat(HostsFiles.text("data", entries)).isEqualTo("127.96.0.7 redis " + names + "\n");
    assertThat(HostsFiles.text("other", entries)).isEqualTo("127.96.0.7 " + names + "\n");
  }

  @Test
  void aHeadlessServiceStandsForItsReadyPodsAndTheirNames() {
    var entries =
        HostsFiles.entries(
            List.of(HEADLESS), List.of(pod("0", true), pod("1", false)), "127.0.0.1");
    assertThat(entries)
        .containsExactly(
            new HostsFiles.Entry("data", "broker", "127.64.0.1"),
            new HostsFiles.Entry("data", "broker-0.broker", "127.64.0.1"));
  }

  @Test
  void theApiServerIsWhereItListens() {
    assertThat(HostsFiles.entries(List.of(API), List.of(), "127.0.0.9"))
        .containsExactly(new HostsFiles.Entry("default", "kubernetes", "127.0.0.9"));
  }

  private static Pod pod(String ordinal, boolean ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("broker-" + ordinal)
        .withNamespace("data")
        .addToLabels("app", "broker")
        .endMetadata()
        .withNewSpec()
        .withHostname("broker-" + ordinal)
        .withSubdomain("broker")
        .endSpec()
        .withNewStatus()
        .withPodIP("127.64.0." + (1 + Integer.parseInt(ordinal)))
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Service service(String name, String namespace, String clusterIp) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withClusterIP(clusterIp)
        .addToSelector("app", name)
        .endSpec()
        .build();
  }
}
