package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PodLogsTest {

  @RegisterExtension final TestNode node = new TestNode();

  @Test
  void logsAreAnsweredWholeOrInPart() {
    node.pod(
        "talking",
        """
        restartPolicy: Never
        containers: [{name: main, image: shell, args: ['seq 1 30000; printf last']}]
        """);
    node.awaitPhase("talking", "Succeeded");
    assertThat(node.logs("talking")).startsWith("1\n2\n").endsWith("\n30000\nlast");
    assertThat(pod("talking").tailingLines(2).getLog()).isEqualTo("30000\nlast");
    assertThat(pod("talking").limitBytes(5).getLog()).isEqualTo("1\n2\n3");
    assertThat(pod("talking").sinceTime("2020-01-01T00:00:00Z").getLog()).startsWith("1\n");
    assertThat(pod("talking").sinceTime("2099-01-01T00:00:00Z").getLog()).isEmpty();
    var stamped = pod("talking").usingTimestamps().tailingLines(1).getLog();
    assertThat(Instant.parse(stamped.substring(0, stamped.indexOf(' '))))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(stamped).endsWith(" last");
  }

  @Test
  void theLogOfTheRunBeforeIsKept() {
    node.pod(
        "twice",
        """
        restartPolicy: OnFailure
        containers:
        - name: main
          image: shell
          args:
          - |
            [ -e /hive-state/x ] && { echo second; exit 0; }
            touch /hive-state/x; echo first; exit 1
          volumeMounts: [{name: state, mountPath: /hive-state}]
        volumes: [{name: state, emptyDir: {}}]
        """);
    node.awaitPhase("twice", "Succeeded");
    assertThat(node.logs("twice")).isEqualTo("second\n");
    assertThat(pod("twice").terminated().getLog()).isEqualTo("first\n");
  }

  @Test
  void followingEndsWithTheContainer() throws IOException {
    node.pod(
        "followed",
        """
        restartPolicy: Never
        containers:
        - name: main
          image: shell
          args: ['echo one; sleep 1; echo two; sleep 1; printf three']
        """);
    node.await("followed", p -> !"Pending".equals(p.getStatus().getPhase()));
    try (var watch = pod("followed").watchLog();
        var reader =
            new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
      assertThat(reader.readLine()).isEqualTo("one");
      assertThat(TestNode.container(pod("followed").get()).getState().getRunning()).isNotNull();
      assertThat(reader.readLine()).isEqualTo("two");
      assertThat(reader.readLine()).isEqualTo("three");
      assertThat(reader.readLine()).isNull();
    }
  }

  @Test
  void thereIsNoLogBeforeTheFirstRun() {
    node.pod("never-ran", "containers: [{name: main, image: no-such-image}]");
    node.awaitWaiting("never-ran", "ImagePullBackOff");
    assertThatThrownBy(() -> node.logs("never-ran"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("waiting to start");
  }

  @Test
  void aCommandInAPodIsRefusedWithASentence() throws Exception {
    node.pod("no-exec", "containers: [{name: main, image: shell, args: ['sleep 60']}]");
    node.awaitReady("no-exec");
    var process =
        new ProcessBuilder(
                "kubectl",
                "--kubeconfig="
                    + io.neuralhive.local.controlplane.TestControlPlane.shared().kubeconfig(),
                "-n",
                node.namespace(),
                "exec",
                "no-exec",
                "--",
                "true")
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isNotZero();
    assertThat(said).contains("answers only logs");
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    Node self = node.client().nodes().withName("local").get();
    int port = self.getStatus().getDaemonEndpoints().getKubeletEndpoint().getPort();
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new TrustAnyone()}, new SecureRandom());
    try (var client = HttpClient.newBuilder().sslContext(tls).build()) {
      var request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/healthz"));
      assertThatThrownBy(() -> client.send(request.build(), HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  private PodResource pod(String name) {
    return node.client().pods().inNamespace(node.namespace()).withName(name);
  }

  private static final class TrustAnyone extends javax.net.ssl.X509ExtendedTrustManager
      implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
