package io.neuralhive.local.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.local.process.ProcessSupervisor;
import io.neuralhive.local.process.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {

  @TempDir Path folder;

  @Test
  void oneThatDoesNotStartIsNamedAndTheOthersAreEnded() throws IOException {
    try (var supervisor = ProcessSupervisor.open(folder.resolve("run"))) {
      var options =
          new ServiceOptions(
              folder.resolve("data"),
              ServiceOptions.userCache(),
              Set.of(Service.KAFKA, Service.REDIS),
              supervisor,
              "/no/such/broker.jar",
              folder.resolve("unused.tar.gz"));

      assertThatThrownBy(() -> BackingServices.start(options, Progress.silent()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("kafka ended with code 1")
          .hasMessageContaining("KafkaBroker");
      assertThat(supervisor.children()).allMatch(child -> !child.alive());
    }
  }

  @Test
  void aMissingRegistryArchiveIsNamedWithTheRemedy() throws IOException {
    var archive = folder.resolve("registry.tar.gz");

    assertThatThrownBy(() -> new Programs(folder.resolve("cache")).registry(archive))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(archive.toString())
        .hasMessageContaining("mvn package");
  }
}
