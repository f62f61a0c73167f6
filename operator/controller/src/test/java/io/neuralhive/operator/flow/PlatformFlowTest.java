package io.neuralhive.operator.flow;

import static io.neuralhive.operator.flow.Cluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.local.services.TestServices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A platform on real services, and what it says when they or their secrets are not as declared. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlatformFlowTest {
  private static final String NS = "platforms";

  private final Cluster cluster = Cluster.shared();

  @BeforeAll
  void start() {
    cluster.platform(NS);
  }

  @Test
  void everyServiceTellsWhatItIs() {
    var status = cluster.get(CognitivePlatform.class, NS, "hive").getStatus();
    assertThat(status.services())
        .extracting(service -> service.name())
        .containsExactly("kafka", "schemaRegistry", "postgresql", "redis");
    assertThat(status.services()).allMatch(service -> service.reachable() == ConditionStatus.True);
    assertThat(status.services().get(0).version()).startsWith("1 broker, metadata.version ");
    assertThat(status.services().get(2).version()).matches("[0-9]+\\.[0-9]+.*");
    assertThat(status.services().get(3).version()).matches("[0-9]+\\..*");
  }

  @Test
  void missingSecretKeyAndWrongPasswordAreNamedAndMendedAtOnce() {
    var namespace = "platforms-secrets";
    cluster.platform(namespace);
    var postgres = TestServices.shared().postgres();
    cluster.admin().secrets().inNamespace(namespace).withName("postgresql").delete();
    await("not found", () -> "SecretNotFound".equals(reason(namespace, "ResolvedRefs")));
    assertThat(cluster.message(CognitivePlatform.class, namespace, "hive", "ResolvedRefs"))
        .isEqualTo(
            "spec.postgresql.external.secretRef: Secret 'postgresql' does not exist in namespace"
                + " 'platforms-secrets'; create it with the keys username and password");
    assertThat(cluster.get(CognitivePlatform.class, namespace, "hive").getStatus().reachable())
        .isEqualTo("3/4");
    cluster.secret(namespace, "postgresql", "username", postgres.user());
    await("key missing", () -> "SecretKeyMissing".equals(reason(namespace, "ResolvedRefs")));
    assertThat(cluster.message(CognitivePlatform.class, namespace, "hive", "ResolvedRefs"))
        .contains("no key 'password'");
    cluster.secret(
        namespace, "postgresql", "username", postgres.user(), "password", postgres.password());
    cluster.secret(namespace, "redis", "password", "wrong");
    await("unreachable", () -> "ServicesUnreachable".equals(reason(namespace, "Ready")));
    assertThat(cluster.message(CognitivePlatform.class, namespace, "hive", "Ready"))
        .startsWith("redis: login failed");
    cluster.secret(namespace, "redis", "password", TestServices.shared().redis().password());
    await("all reachable", () -> "AllReachable".equals(reason(namespace, "Ready")));
  }

  @Test
  void servicesThatAreNotThereAreToldWithinSeconds() {
    cluster.namespace("platforms-away");
    cluster.secret("platforms-away", "none", "username", "u", "password", "p");
    cluster.apply(
        """
        apiVersion: neuralhive.io/v1alpha1
        kind: CognitivePlatform
        metadata:
          name: hive
        spec:
          kafka:
            external: {bootstrapServers: "127.0.0.1:1"}
          schemaRegistry:
            external: {url: "%s"}
          postgresql:
            external: {host: 127.0.0.1, port: 1, database: x, secretRef: {name: none}}
          redis:
            external: {host: 127.0.0.1, port: 1, secretRef: {name: none}}
        """
            .formatted(TestServices.shared().registry().url()),
        "platforms-away");
    await("unreachable", () -> "ServicesUnreachable".equals(reason("platforms-away", "Ready")));
    var message = cluster.message(CognitivePlatform.class, "platforms-away", "hive", "Ready");
    assertThat(message)
        .contains("kafka: ")
        .contains("schemaRegistry: ")
        .contains("/apis/ccompat/v7")
        .contains("postgresql: ")
        .contains("redis: ");
  }

  private String reason(String namespace, String type) {
    return cluster.reason(CognitivePlatform.class, namespace, "hive", type);
  }
}
