package io.neuralhive.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.neuralhive.plan.InvalidPlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorConfigTest {
  @TempDir Path folder;
  private String shipped;

  @BeforeEach
  void readShipped() throws IOException {
    var yaml = Files.readString(Path.of("../install/30-config.yaml"));
    shipped = Serialization.unmarshal(yaml, ConfigMap.class).getData().get("operator.json");
  }

  @Test
  void theShippedConfigurationIsValid() throws IOException {
    var config = read(shipped);
    assertThat(config.namespaces()).isEmpty();
    assertThat(config.leaderElection().lease()).isEqualTo("neural-hive-operator");
    assertThat(config.poll()).hasSeconds(10);
  }

  @Test
  void anUnknownKeyIsNamed() {
    assertThatThrownBy(() -> read(shipped.replace("\"threads\"", "\"thraeds\"")))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("thr");
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThatThrownBy(() -> read(shipped.replace("\"threads\": 8,", "")))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("threads");
  }

  @Test
  void zeroSecondsAreRefused() {
    assertThatThrownBy(() -> read(shipped.replace("\"pollSeconds\": 10", "\"pollSeconds\": 0")))
        .hasMessageContaining("pollSeconds is 0; it must be at least 1");
  }

  private OperatorConfig read(String json) throws IOException {
    return OperatorConfig.read(Files.writeString(folder.resolve("operator.json"), json));
  }
}
