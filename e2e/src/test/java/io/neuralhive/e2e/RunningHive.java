package io.neuralhive.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** One platform for all tests of the JVM, started in the state that {@code up --once} left. */
final class RunningHive {

  static final String NAMESPACE = "neural-hive";
  static final Path DATA = HiveCommand.checkout().resolve("e2e/target/hive-data");
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration START = Duration.ofMinutes(5);

  private final JsonNode state;
  private final KubernetesClient cluster;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningHive(JsonNode state) {
    this.state = state;
    this.cluster =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(new File(state.get("kubeconfig").asText())))
            .build();
  }

  static RunningHive shared() {
    return Holder.SHARED;
  }

  KubernetesClient cluster() {
    return cluster;
  }

  JsonNode state() {
    return state;
  }

  HttpResponse<String> post(String query, String body, Map<String, String> headers) {
    return send(
        HttpRequest.newBuilder(intentions(query)).POST(BodyPublishers.ofString(body)), headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> headers) {
    headers.forEach(request::setHeader);
    try {
      return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI intentions(String query) {
    return URI.create(state.get("gateway").asText() + "/intentions" + query);
  }

  static String body(String text) {
    return JSON.createObjectNode().put("text", text).toString();
  }

  /** The database, with the credentials that the cluster's secret holds. */
  Connection database() throws SQLException {
    var secret =
        cluster.secrets().inNamespace(NAMESPACE).withName("postgres-credentials").require();
    return DriverManager.getConnection(
        state.get("postgres").asText(),
        decoded(secret.getData().get("username")),
        decoded(secret.getData().get("password")));
  }

  long count(String sql) throws SQLException {
    try (var connection = database();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Records that were ever written to a topic without transactions. */
  long recordsIn(String topic) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", state.get("kafka").asText()))) {
      var description = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      var ends = new HashMap<TopicPartition, OffsetSpec>();
      description
          .partitions()
          .forEach(p -> ends.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream().mapToLong(o -> o.offset()).sum();
    }
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64));
  }

  private static final class Holder {
    static final RunningHive SHARED = start();

    private static RunningHive start() {
      try {
        Files.createDirectories(DATA);
        var output = DATA.resolveSibling("hive-up.out");
        var process = HiveCommand.of("up", "--data", DATA.toString()).start(output);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
        var stateFile = DATA.resolve("state.json");
        Eventually.within(START)
            .because(() -> "hive up printed:\n" + Files.readString(output))
            .that(
                "the platform is ready",
                () -> {
                  if (!process.isAlive()) {
                    throw new AssertionError("hive up ended:\n" + Files.readString(output));
                  }
                  // Its own samples are through, so that what tests count is theirs.
                  return Files.readString(output).contains("answered after")
                      && Files.exists(stateFile)
                      && JSON.readTree(stateFile.toFile()).get("ready").asBoolean()
                      && JSON.readTree(stateFile.toFile()).get("pid").asLong() == process.pid();
                });
        return new RunningHive(JSON.readTree(stateFile.toFile()));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private static void stop(Process process) {
      process.destroy();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
