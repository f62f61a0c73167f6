package io.neuralhive.local.node;

import static io.neuralhive.local.node.TestNode.container;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.local.process.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class NodeRestartTest {

  @RegisterExtension final TestNode cluster = new TestNode();

  @TempDir Path directory;

  @Test
  void aRestartedNodeStartsItsPodsAgainAndCleansUp() throws IOException {
    var options = TestNode.options(directory.resolve("node")).withName("second");
    var first = LocalNode.start(options);
    try {
      cluster.pod(
          "stays",
          """
          nodeName: second
          containers: [{name: main, image: shell, args: ['echo run; sleep 300']}]
          """);
      cluster.pod(
          "once",
          """
          nodeName: second
          restartPolicy: Never
          containers: [{name: main, image: shell, args: ['sleep 300']}]
          """);
      cluster.pod(
          "leaves",
          """
          nodeName: second
          containers: [{name: main, image: shell, args: ['sleep 300']}]
          """);
      cluster.awaitReady("stays");
      cluster.awaitReady("once");
      cluster.awaitReady("leaves");
    } finally {
      first.close();
    }
    var node = cluster.client().nodes().withName("second").get();
    assertThat(node.getStatus().getConditions().getFirst().getStatus()).isEqualTo("False");
    cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withName("leaves")
        .withGracePeriod(0)
        .delete();
    var address = cluster.awaitReady("stays").getStatus().getPodIP();

    try (var second = LocalNode.start(options)) {
      assertThat(second.name()).isEqualTo("second");
      var again = cluster.await("stays", p -> container(p).getRestartCount() == 1);
      assertThat(container(again).getLastState().getTerminated().getReason())
          .isEqualTo("ContainerStatusUnknown");
      assertThat(again.getStatus().getPodIP()).isEqualTo(address);
      var failed = cluster.awaitPhase("once", "Failed");
      assertThat(container(failed).getState().getTerminated().getExitCode()).isEqualTo(137);
      try (var pods = Files.list(directory.resolve("node/pods"))) {
        assertThat(pods.map(path -> path.getFileName().toString()))
            .containsExactlyInAnyOrder(again.getMetadata().getUid(), failed.getMetadata().getUid());
      }
    }
  }

  @Test
  void noProcessOfAPodOutlivesAKilledNode() throws Exception {
    var forked = directory.resolve("forked");
    cluster.pod(
        "forking",
        """
        nodeName: killed
        containers:
        - name: main
          image: shell
          args: ['(trap "" TERM HUP; sleep 300 & echo $! > %s; wait) & wait']
        """
            .formatted(forked));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jvm =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    NodeMain.class.getName(),
                    directory.resolve("killed").toString(),
                    io.neuralhive.local.controlplane.TestControlPlane.shared()
                        .kubeconfig()
                        .toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      var serving =
          io.neuralhive.local.controlplane.TestControlPlane.shared()
              .certificates()
              .server("system:node:killed", List.of("127.0.0.1"));
      try (var in = jvm.getOutputStream()) {
        in.write(
            (serving.certificatePem() + serving.privateKeyPem())
                .getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(out.readLine()).isEqualTo("up");
      Await.that("the Pod forked").until(() -> Files.exists(forked) && Files.size(forked) > 1);
    } finally {
      jvm.destroyForcibly();
    }
    long pid = Long.parseLong(Files.readString(forked).strip());
    Await.that("the forked process ended")
        .within(Duration.ofSeconds(10))
        .until(() -> ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true));
  }
}
