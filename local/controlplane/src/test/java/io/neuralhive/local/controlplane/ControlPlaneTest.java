package io.neuralhive.local.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.neuralhive.local.process.Await;
import io.neuralhive.local.process.PrivateFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shared control plane as clients see it. */
class ControlPlaneTest {

  private static final String NAMESPACE = "default";

  @TempDir Path folder;
  private final ControlPlane plane = TestControlPlane.shared();
  private KubernetesClient admin;

  @BeforeEach
  void connect() throws Exception {
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
            .build();
  }

  @AfterEach
  void disconnect() {
    admin.close();
  }

  @Test
  void aDeploymentBecomesAPodWithAProjectedToken() throws Exception {
    admin
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("i")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();
    var pods = admin.pods().inNamespace(NAMESPACE).withLabel("app", "web");

    Await.that("the pod appears").until(() -> pods.list().getItems().size() == 1);
    var pod = pods.list().getItems().getFirst();
    assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("default");
    assertThat(pod.getSpec().getVolumes())
        .anySatisfy(volume -> assertThat(volume.getProjected().getSources()).hasSize(3));
  }

  @Test
  void aServiceGetsALoopbackAddress() {
    var service =
        admin
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName("svc")
                    .withNamespace(NAMESPACE)
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();
    assertThat(service.getSpec().getClusterIP()).startsWith("127.96.");
    assertThat(
            admin
                .services()
                .inNamespace(NAMESPACE)
                .withName("kubernetes")
                .get()
                .getSpec()
                .getClusterIP())
        .isEqualTo("127.96.0.1");
  }

  @Test
  void aTokenMayDoWhatItsRoleAllowsAndNothingElse() throws Exception {
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("reader")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .build())
        .create();
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("reader")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName("reader")
                .withNamespace(NAMESPACE)
                .endSubject()
                .build())
        .create();
    TokenRequest issued =
        admin
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName("reader")
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(600L)
                    .endSpec()
                    .build());

    try (var reader = client(plane.caCertificatePem(), issued.getStatus().getToken())) {
      Await.that("the role binding is in force")
          .until(() -> reader.pods().inNamespace(NAMESPACE).list() != null);
      assertThatThrownBy(() -> reader.secrets().inNamespace(NAMESPACE).list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("forbidden");
    }
  }

  @Test
  void aServerOfAnotherAuthorityIsNotTrusted() throws Exception {
    var foreign = CertificateAuthority.open(folder, "ca", Clock.systemUTC());

    try (var client = client(foreign.certificatePem(), "none")) {
      assertThatThrownBy(() -> client.pods().inNamespace(NAMESPACE).list())
          .isInstanceOf(KubernetesClientException.class)
          .hasStackTraceContaining("SSLHandshakeException");
    }
  }

  @Test
  void aClientCertificateOfAnotherAuthorityIsNotAccepted() throws Exception {
    var foreign = CertificateAuthority.open(folder, "ca", Clock.systemUTC());
    var forged = foreign.client("kubernetes-admin", List.of("system:masters"));
    var file = folder.resolve("kubeconfig");
    PrivateFile.write(
        file,
        new Kubeconfig(plane.apiServerUrl(), plane.caCertificatePem(), "forged", forged).yaml());

    try (var client =
        new KubernetesClientBuilder()
            .withConfig(quick(Config.fromKubeconfig(file.toFile())))
            .build()) {
      assertThatThrownBy(() -> client.pods().inNamespace(NAMESPACE).list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("Unauthorized");
    }
  }

  @Test
  void secretsAreReadableByTheOwnerOnly() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plane.kubeconfig())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(plane.kubeconfig())).doesNotContain("insecure");
  }

  @Test
  void theKubeconfigOfAnotherUserHasThatUsersRights() throws Exception {
    var file = folder.resolve("node.kubeconfig");
    plane.writeKubeconfig(file, "system:node:local", List.of("nobodies"));

    try (var client =
        new KubernetesClientBuilder()
            .withConfig(quick(Config.fromKubeconfig(file.toFile())))
            .build()) {
      assertThatThrownBy(() -> client.resources(ConfigMap.class).inNamespace(NAMESPACE).list())
          .hasMessageContaining("system:node:local");
    }
  }

  private KubernetesClient client(String authorityPem, String token) {
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(plane.apiServerUrl().toString())
            .withCaCertData(
                Base64.getEncoder()
                    .encodeToString(authorityPem.getBytes(StandardCharsets.US_ASCII)))
            .withOauthToken(token)
            .build();
    return new KubernetesClientBuilder().withConfig(quick(config)).build();
  }

  private static Config quick(Config config) {
    return new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build();
  }
}
