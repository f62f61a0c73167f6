package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  private static final NodeFacts NODE =
      new NodeFacts("local", "127.0.0.1", "127.0.0.1", 6443, Map.of("cpu", new Quantity("4")));

  private final Pod pod =
      new PodBuilder()
          .withNewMetadata()
          .withName("p")
          .withNamespace("ns")
          .withUid("u-1")
          .addToLabels("app", "x")
          .addToAnnotations("note", "hello")
          .endMetadata()
          .withNewSpec()
          .withServiceAccountName("robot")
          .endSpec()
          .build();

  @Test
  void laterVariablesSeeEarlierOnesAndTheImagesOwn() throws ContainerProblem {
    var container =
        new ContainerBuilder()
            .addNewEnv()
            .withName("A")
            .withValue("a")
            .endEnv()
            .addNewEnv()
            .withName("B")
            .withValue("$(A)-$(BASE)-$(C)-$$(A)")
            .endEnv()
            .addNewEnv()
            .withName("C")
            .withValue("c")
            .endEnv()
            .build();
    assertThat(environment(container, Map.of("BASE", "image")))
        .containsEntry("B", "a-image-$(C)-$(A)")
        .containsEntry("KUBERNETES_SERVICE_HOST", "127.0.0.1")
        .containsEntry("KUBERNETES_SERVICE_PORT", "6443")
        .doesNotContainKey("PATH");
  }

  @Test
  void theDownwardApiTellsThePodAboutItself() throws ContainerProblem {
    var builder = new ContainerBuilder();
    for (var path :
        new String[] {
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "metadata.labels['app']",
          "metadata.annotations['note']",
          "spec.nodeName",
          "spec.serviceAccountName",
          "status.podIP",
          "status.hostIP"
        }) {
      builder
          .addNewEnv()
          .withName(path)
          .withNewValueFrom()
          .withNewFieldRef("v1", path)
          .endValueFrom()
          .endEnv();
    }
    assertThat(environment(builder.build(), Map.of()))
        .containsEntry("metadata.name", "p")
        .containsEntry("metadata.namespace", "ns")
        .containsEntry("metadata.uid", "u-1")
        .containsEntry("metadata.labels['app']", "x")
        .containsEntry("metadata.annotations['note']", "hello")
        .containsEntry("spec.nodeName", "local")
        .containsEntry("spec.serviceAccountName", "robot")
        .containsEntry("status.podIP", "127.64.0.1")
        .containsEntry("status.hostIP", "127.0.0.1");
  }

  @Test
  void resourcesAreDividedAndRoundedUp() throws ContainerProblem {
    var container =
        new ContainerBuilder()
            .withNewResources()
            .addToLimits("memory", new Quantity("1000M"))
            .addToRequests("cpu", new Quantity("1500m"))
            .endResources()
            .addNewEnv()
            .withName("MI")
            .withNewValueFrom()
            .withNewResourceFieldRef()
            .withDivisor(new Quantity("1Mi"))
            .withResource("limits.memory")
            .endResourceFieldRef()
            .endValueFrom()
            .endEnv()
            .addNewEnv()
            .withName("CPU")
            .withNewValueFrom()
            .withNewResourceFieldRef()
            .withResource("requests.cpu")
            .endResourceFieldRef()
            .endValueFrom()
            .endEnv()
            .addNewEnv()
            .withName("NODE_CPU")
            .withNewValueFrom()
            .withNewResourceFieldRef()
            .withResource("limits.cpu")
            .endResourceFieldRef()
            .endValueFrom()
            .endEnv()
            .build();
    assertThat(environment(container, Map.of()))
        .containsEntry("MI", "954")
        .containsEntry("CPU", "2")
        .containsEntry("NODE_CPU", "4");
  }

  @Test
  void wholeConfigMapsAndSecretsComeWithTheirPrefixAndLoseToOwnVariables() throws ContainerProblem {
    var container =
        new ContainerBuilder()
            .addNewEnvFrom()
            .withPrefix("P_")
            .withNewConfigMapRef("config", false)
            .endEnvFrom()
            .addNewEnvFrom()
            .withNewSecretRef("secret", false)
            .endEnvFrom()
            .addNewEnvFrom()
            .withNewConfigMapRef("absent", true)
            .endEnvFrom()
            .addNewEnv()
            .withName("P_two")
            .withValue("mine")
            .endEnv()
            .build();
    assertThat(environment(container, Map.of()))
        .containsEntry("P_one", "1")
        .containsEntry("P_two", "mine")
        .containsEntry("password", "s3cret");
  }

  @Test
  void aMissingKeyIsNamedExactly() {
    assertProblem(key("config", "three", null), "couldn't find key three in ConfigMap ns/config");
    assertProblem(key("absent", "one", null), "configmap \"absent\" not found in namespace \"ns\"");
  }

  @Test
  void anOptionalKeyThatIsMissingLeavesTheVariableOut() throws ContainerProblem {
    assertThat(environment(key("config", "three", true), Map.of())).doesNotContainKey("K");
    assertThat(environment(key("absent", "one", true), Map.of())).doesNotContainKey("K");
    assertThat(environment(key("config", "one", true), Map.of())).containsEntry("K", "1");
  }

  private static Container key(String configMap, String key, Boolean optional) {
    return new ContainerBuilder()
        .addNewEnv()
        .withName("K")
        .withNewValueFrom()
        .withNewConfigMapKeyRef(key, configMap, optional)
        .endValueFrom()
        .endEnv()
        .build();
  }

  private void assertProblem(Container container, String message) {
    assertThatThrownBy(() -> environment(container, Map.of()))
        .isInstanceOfSatisfying(
            ContainerProblem.class,
            problem -> assertThat(problem.reason()).isEqualTo("CreateContainerConfigError"))
        .hasMessage(message);
  }

  private Map<String, String> environment(Container container, Map<String, String> image)
      throws ContainerProblem {
    var fields = new DownwardFields(pod, "127.64.0.1", NODE);
    return new Environment("ns", fields, new TwoObjects(), NODE).of(container, image);
  }

  private static final class TwoObjects implements ConfigSource {
    @Override
    public Optional<Map<String, byte[]>> configMap(String namespace, String name) {
      return name.equals("config")
          ? Optional.of(Map.of("one", bytes("1"), "two", bytes("2")))
          : Optional.empty();
    }

    @Override
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
      return name.equals("secret")
          ? Optional.of(Map.of("password", bytes("s3cret")))
          : Optional.empty();
    }

    @Override
    public ServiceToken token(TokenFor pod, String audience, long expirationSeconds) {
      throw new UnsupportedOperationException("variables hold no tokens");
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
