package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.neuralhive.local.process.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServicesTest {

  private static final String SERVER =
      """
      containers:
      - name: main
        image: web
        args: ['8080', --directory, /hive-name]
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}
        volumeMounts: [{name: name, mountPath: /hive-name}]
      volumes:
      - name: name
        downwardAPI: {items: [{path: index.html, fieldRef: {fieldPath: metadata.name}}]}
      """;

  @RegisterExtension final TestNode node = new TestNode();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  @Test
  void aServiceSpreadsConnectionsOverItsReadyPodsAndLeavesOutTheGoneOnes() throws Exception {
    var service =
        node.create(
            Service.class,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: names}
            spec: {selector: {app: names}, ports: [{port: 8000, targetPort: http}]}
            """);
    node.pod("a", Map.of("app", "names"), SERVER);
    node.pod("b", Map.of("app", "names"), SERVER);
    node.awaitReady("a");
    node.awaitReady("b");
    var address = service.getSpec().getClusterIP() + ":8000";
    var seen = new HashSet<String>();
    Await.that("both Pods answer at " + address)
        .until(() -> seen.add(get(address)) && seen.size() == 2 || seen.size() == 2);
    assertThat(seen).containsExactlyInAnyOrder("a", "b");

    node.client().pods().inNamespace(node.namespace()).withName("a").delete();
    node.awaitGone("a");
    for (int i = 0; i < 4; i++) {
      assertThat(get(address)).isEqualTo("b");
    }
  }

  @Test
  void aProgramFindsAServiceByNameThroughTheHostsFile() throws Exception {
    var service =
        node.create(
            Service.class,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: named}
            spec: {selector: {app: named}, ports: [{port: 8000, targetPort: 8080}]}
            """);
    node.pod("named", SERVER);
    node.awaitReady("named");
    node.pod(
        "reader",
        """
        restartPolicy: Never
        containers: [{name: main, image: web, command: [/bin/sh, -c, 'cat $HOSTS']}]
        """);
    node.awaitPhase("reader", "Succeeded");
    var full = "named." + node.namespace();
    assertThat(node.logs("reader"))
        .contains(
            "%s named %s %s.svc %s.svc.cluster.local"
                .formatted(service.getSpec().getClusterIP(), full, full, full))
        .contains("127.0.0.1 kubernetes.default");
  }

  @Test
  void aLoadBalancerIsReachableOnItsOwnPortAndItsNodePort() throws Exception {
    int port = freePort();
    node.pod("balanced", SERVER);
    node.awaitReady("balanced");
    var service = loadBalancer("balanced", port);
    var ingress = service.getStatus().getLoadBalancer().getIngress().getFirst();
    assertThat(ingress.getIp()).isEqualTo("127.0.0.1");
    assertThat(ingress.getPorts().getFirst().getPort()).isEqualTo(port);
    Await.that("the load balancer answers")
        .until(() -> get("127.0.0.1:" + port).equals("balanced"));
    int nodePort = service.getSpec().getPorts().getFirst().getNodePort();
    assertThat(get("127.0.0.1:" + nodePort)).isEqualTo("balanced");
  }

  @Test
  void aLoadBalancerWhosePortIsTakenNamesItsNodePort() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var service = loadBalancer("taken", taken.getLocalPort());
      assertThat(
              service
                  .getStatus()
                  .getLoadBalancer()
                  .getIngress()
                  .getFirst()
                  .getPorts()
                  .getFirst()
                  .getPort())
          .isEqualTo(service.getSpec().getPorts().getFirst().getNodePort());
    }
  }

  private Service loadBalancer(String name, int port) {
    node.create(
        Service.class,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %s}
        spec:
          type: LoadBalancer
          selector: {app: %s}
          ports: [{name: http, port: %d, targetPort: http}]
        """
            .formatted(name, name, port));
    return node.client()
        .services()
        .inNamespace(node.namespace())
        .withName(name)
        .waitUntilCondition(
            s -> !s.getStatus().getLoadBalancer().getIngress().isEmpty(), 20, TimeUnit.SECONDS);
  }

  private String get(String address) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://" + address + "/")).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
