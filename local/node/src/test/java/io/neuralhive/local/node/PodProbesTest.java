package io.neuralhive.local.node;

import static io.neuralhive.local.node.TestNode.container;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PodProbesTest {

  private static final byte[] SERVING = {8, 1};
  private static final byte[] NOT_SERVING = {8, 2};

  @RegisterExtension final TestNode node = new TestNode();

  @Test
  void aPodIsReadyOnlyWhileItsHttpProbeSucceeds() {
    node.pod(
        "http",
        """
        containers:
        - name: main
          image: web
          args: ['8080', --directory, /hive-served]
          ports: [{name: web, containerPort: 8080}]
          readinessProbe:
            {httpGet: {port: web, path: /ok}, periodSeconds: 1, failureThreshold: 1}
          volumeMounts: [{name: served, mountPath: /hive-served}]
        volumes: [{name: served, configMap: {name: served, optional: true}}]
        """);
    var unready = node.await("http", p -> p.getStatus().getPhase().equals("Running"));
    assertThat(TestNode.ready(unready)).isFalse();
    assertThat(container(unready).getStarted()).isTrue();
    var waiting = node.processes("http");
    assertThat(waiting).extracting(ContainerProcess::ready).containsExactly(false);
    assertThat(waiting).extracting(ContainerProcess::startedMillis).containsExactly(0L);
    node.create(
        io.fabric8.kubernetes.api.model.ConfigMap.class,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: served}
        data: {ok: '1'}
        """);
    node.awaitReady("http");
    var serving = node.processes("http");
    assertThat(serving).extracting(ContainerProcess::ready).containsExactly(true);
    assertThat(serving.getFirst().process()).isSameAs(waiting.getFirst().process());
    long startedMillis = serving.getFirst().startedMillis();
    assertThat(startedMillis).isPositive();
    node.client().configMaps().inNamespace(node.namespace()).withName("served").delete();
    node.create(
        io.fabric8.kubernetes.api.model.ConfigMap.class,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: served}
        data: {other: '1'}
        """);
    node.await("http", p -> !TestNode.ready(p));
    var failing = node.processes("http").getFirst();
    assertThat(failing.ready()).isFalse();
    assertThat(failing.startedMillis()).isEqualTo(startedMillis);
    assertThat(container(node.awaitPhase("http", "Running")).getRestartCount()).isZero();
  }

  @Test
  void aFailingLivenessProbeRestartsTheContainer() {
    node.pod(
        "unwell",
        """
        containers:
        - name: main
          image: shell
          args: ['sleep 300']
          livenessProbe: {tcpSocket: {port: 9}, periodSeconds: 1, failureThreshold: 1}
        """);
    var pod =
        node.await(
            "unwell",
            p ->
                p.getStatus().getContainerStatuses().stream()
                    .anyMatch(c -> c.getRestartCount() >= 1));
    assertThat(container(pod).getLastState().getTerminated().getExitCode()).isEqualTo(143);
  }

  @Test
  void theStartupProbeHoldsTheOthersBack(@TempDir Path directory) throws IOException {
    var started = directory.resolve("started");
    node.pod(
        "slow",
        """
        containers:
        - name: main
          image: shell
          args: ['sleep 300']
          startupProbe:
            {exec: {command: [test, -e, %s]}, periodSeconds: 1, failureThreshold: 60}
          livenessProbe: {exec: {command: [test, -e, %s]}, periodSeconds: 1, failureThreshold: 1}
        """
            .formatted(started, started));
    var running = node.awaitPhase("slow", "Running");
    assertThat(container(running).getStarted()).isFalse();
    assertThat(container(running).getReady()).isFalse();
    Files.createFile(started);
    assertThat(container(node.awaitReady("slow")).getRestartCount()).isZero();
  }

  @Test
  void aGrpcProbeAsksTheHealthService() throws Exception {
    try (var server = new HealthServer(SERVING)) {
      new GrpcProbe("127.0.0.1", server.port(), "model").check(Duration.ofSeconds(5));
      server.answer = NOT_SERVING;
      Assertions.assertThatThrownBy(
              () -> new GrpcProbe("127.0.0.1", server.port(), "model").check(Duration.ofSeconds(5)))
          .isInstanceOf(ProbeAction.ProbeFailed.class)
          .hasMessageContaining("\"model\" is not SERVING");
      assertThat(server.request).isEqualTo(new byte[] {0x0a, 5, 'm', 'o', 'd', 'e', 'l'});
    }
  }

  @Test
  void aGrpcProbeOfNobodyFails() {
    Assertions.assertThatThrownBy(
            () -> new GrpcProbe("127.0.0.1", 9, "").check(Duration.ofSeconds(5)))
        .isInstanceOf(ProbeAction.ProbeFailed.class)
        .hasMessageContaining("UNAVAILABLE");
  }

  /** The health service without generated code. */
  private static final class HealthServer implements AutoCloseable {
    private final Server server;
    private volatile byte[] answer;
    private volatile byte[] request;

    HealthServer(byte[] answer) throws IOException {
      this.answer = answer;
      var method =
          MethodDescriptor.newBuilder(new Bytes(), new Bytes())
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName("grpc.health.v1.Health/Check")
              .build();
      var service =
          ServerServiceDefinition.builder("grpc.health.v1.Health")
              .addMethod(
                  method,
                  ServerCalls.asyncUnaryCall(
                      (asked, reply) -> {
                        request = asked;
                        reply.onNext(this.answer);
                        reply.onCompleted();
                      }))
              .build();
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
              .addService(service)
              .build()
              .start();
    }

    int port() {
      return server.getPort();
    }

    @Override
    public void close() {
      server.shutdownNow();
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
