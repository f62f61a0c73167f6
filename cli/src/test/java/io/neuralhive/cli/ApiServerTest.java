package io.neuralhive.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong files for {@code --kubeconfig}. */
class ApiServerTest {

  @TempDir private Path folder;

  @Test
  void aMissingFileIsNamed() {
    assertRefused(folder.resolve("missing"), "is not a file that can be read");
    assertRefused(folder, "is not a file that can be read");
  }

  @Test
  void aFileOfSomethingElseIsNamed() throws IOException {
    assertRefused(file("not: [yaml"), "is not a kubeconfig");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() throws IOException {
    var server = "http://127.0.0.1:" + Ports.free();
    var file =
        file(
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: a, cluster: {server: "%s"}}]
            contexts: [{name: a, context: {cluster: a}}]
            current-context: a
            """
                .formatted(server));
    assertRefused(file, server);
  }

  private void assertRefused(Path file, String because) {
    assertThatThrownBy(() -> ApiServer.existing(file))
        .isInstanceOf(CannotDoException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(because);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("kubeconfig"), text);
  }
}
