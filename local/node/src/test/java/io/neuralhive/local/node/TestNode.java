package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.neuralhive.local.controlplane.TestControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One node on the control plane shared by all tests of the JVM; each test has its namespace. */
final class TestNode implements BeforeEachCallback, AfterEachCallback {

  /** Where a test may put the program of the image "unpacked". */
  static final Path UNPACKED = Path.of("target", "images", "unpacked").toAbsolutePath();

  static final ImageTable IMAGES =
      new ImageTable(
          Map.of(
              "shell",
              new ImageProgram(
                  List.of("/bin/sh", "-c"), Map.of("POD_ADDRESS", "${POD_IP}"), List.of()),
              "web",
              new ImageProgram(
                  List.of("/usr/bin/python3", "-u", "-m", "http.server", "--bind", "${POD_IP}"),
                  Map.of("HOSTS", "${HOSTS_FILE}"),
                  List.of()),
              "unpacked",
              new ImageProgram(
                  List.of(UNPACKED.resolve("program").toString()),
                  Map.of("HOSTS", "${HOSTS_FILE}", "TMP", "${TMPDIR}"),
                  List.of(UNPACKED.toString()))));

  private static final AtomicInteger NAMESPACES = new AtomicInteger();

  private final String namespace = "test-" + NAMESPACES.incrementAndGet();
  private KubernetesClient client;

  @Override
  public void beforeEach(ExtensionContext context) {
    Shared.NODE.name();
    client = Shared.CLIENT;
    client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    client
        .configMaps()
        .inNamespace(namespace)
        .withName("kube-root-ca.crt")
        .waitUntilCondition(Objects::nonNull, 10, TimeUnit.SECONDS);
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("default")
        .waitUntilCondition(Objects::nonNull, 10, TimeUnit.SECONDS);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client.namespaces().withName(namespace).delete();
  }

  static LocalNodeOptions options(Path directory) {
    try {
      var certificates = TestControlPlane.shared().certificates();
      var serving = certificates.server("system:node:local", List.of("127.0.0.1"));
      return LocalNodeOptions.of(
              config(),
              directory,
              IMAGES,
              new KubeletTls(
                  serving.certificatePem(), serving.privateKeyPem(), certificates.certificatePem()))
          .withCapacity(Map.of("cpu", "8", "memory", "8Gi", "pods", "50"))
          .withRestartDelay(Duration.ofMillis(300), Duration.ofSeconds(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Config config() {
    return Config.fromKubeconfig(TestControlPlane.shared().kubeconfig().toFile());
  }

  /** What the shared node runs of a Pod. */
  List<ContainerProcess> processes(String pod) {
    var name = namespace + "/" + pod;
    return Shared.NODE.processes().stream()
        .filter(p -> p.name().equals(name) || p.name().startsWith(name + "/"))
        .toList();
  }

  KubernetesClient client() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  /** Creates any object given as YAML. */
  <T extends HasMetadata> T create(Class<T> kind, String yaml) {
    var object = client.getKubernetesSerialization().unmarshal(yaml, kind);
    return client.resource(object).inNamespace(namespace).create();
  }

  /** Creates a Pod from the YAML of its {@code spec}. */
  Pod pod(String name, String spec) {
    return pod(name, Map.of("app", name), spec);
  }

  Pod pod(String name, Map<String, String> labels, String spec) {
    var pod = client.getKubernetesSerialization().unmarshal("spec:\n" + spec.indent(2), Pod.class);
    var named =
        new PodBuilder(pod)
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .editSpec()
            .withTerminationGracePeriodSeconds(
                pod.getSpec().getTerminationGracePeriodSeconds() == null
                    ? 1L
                    : pod.getSpec().getTerminationGracePeriodSeconds())
            .endSpec()
            .build();
    return client.pods().inNamespace(namespace).resource(named).create();
  }

  Pod await(String pod, Predicate<Pod> condition) {
    var resource = client.pods().inNamespace(namespace).withName(pod);
    try {
      return resource.waitUntilCondition(p -> p != null && condition.test(p), 20, TimeUnit.SECONDS);
    } catch (KubernetesClientTimeoutException e) {
      throw new AssertionError(client.getKubernetesSerialization().asYaml(resource.get()), e);
    }
  }

  Pod awaitPhase(String pod, String phase) {
    return await(pod, p -> phase.equals(p.getStatus().getPhase()));
  }

  Pod awaitReady(String pod) {
    return await(pod, TestNode::ready);
  }

  Pod awaitWaiting(String pod, String reason) {
    return await(
        pod,
        p ->
            p.getStatus().getContainerStatuses().stream()
                .anyMatch(
                    c ->
                        c.getState().getWaiting() != null
                            && reason.equals(c.getState().getWaiting().getReason())));
  }

  void awaitGone(String pod) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod)
        .waitUntilCondition(p -> p == null, 20, TimeUnit.SECONDS);
  }

  String logs(String pod) {
    return client.pods().inNamespace(namespace).withName(pod).getLog();
  }

  static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  static ContainerStatus container(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst();
  }

  private static final class Shared {
    static final KubernetesClient CLIENT =
        new KubernetesClientBuilder().withConfig(config()).build();
    static final LocalNode NODE = start();

    private static LocalNode start() {
      try {
        var directory = Files.createTempDirectory("hive-node-");
        var node = LocalNode.start(options(directory));
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      node.close();
                      try {
                        FileTree.delete(directory);
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }));
        return node;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
