package io.neuralhive.local.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.local.process.Await;
import io.neuralhive.local.process.ProcessSupervisor;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All services at once, twice on the same data. */
class BackingServicesTest {

  private static final String SCHEMA = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[%s]}";
  private static final String FIELD_A = "{\"name\":\"a\",\"type\":\"string\"}";
  private static final String FIELD_B = "{\"name\":\"b\",\"type\":\"string\"}";

  @TempDir Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void everyServiceWorksAndASecondStartKeepsTheData() throws Exception {
    try (var supervisor = ProcessSupervisor.open(folder.resolve("run"))) {
      try (var services = start(supervisor)) {
        services.components().forEach(BackingServicesTest::print);
        writeToKafka(services.kafka());
        writeToPostgres(services.postgres());
        assertThat(redis(services.redis(), "SET k v")).isEqualTo("+OK");
        assertThat(register(services.registry(), FIELD_A)).isEqualTo(200);
        // A required field without a default cannot be read from old records.
        assertThat(register(services.registry(), FIELD_A + "," + FIELD_B)).isEqualTo(409);
        strangersAreRefused(services);
        noPasswordShows(services);
      }
      assertThat(supervisor.children()).isEmpty();

      try (var services = start(supervisor)) {
        services.components().forEach(BackingServicesTest::print);
        assertThat(readFromKafka(services.kafka())).containsExactly("value");
        assertThat(readFromPostgres(services.postgres())).isEqualTo("row");
        assertThat(redis(services.redis(), "GET k")).isEqualTo("$1");
        assertThat(get(services.registry(), "/subjects")).isEqualTo("[\"s\"]");
        aKilledServiceIsReported(services);
      }
    }
  }

  private void aKilledServiceIsReported(BackingServices services) throws IOException {
    var redis = services.redis().component();
    redis.process().kill();
    Await.that("the end of redis is told")
        .until(() -> told.stream().anyMatch(text -> text.startsWith("redis: ended with code 137")));
    assertThat(redis.ready()).isFalse();
    assertThat(services.kafka().component().ready()).isTrue();
  }

  private static void strangersAreRefused(BackingServices services) throws IOException {
    var database = services.postgres();
    assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "x"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    var redis = services.redis();
    assertThat(redis(new RedisService(redis.component(), redis.host(), redis.port(), "x"), "PING"))
        .startsWith("-NOAUTH");
  }

  private void noPasswordShows(BackingServices services) throws IOException {
    try (var secrets = Files.list(folder.resolve("data/secrets"))) {
      for (var file : secrets.filter(f -> !f.toString().endsWith(".conf")).toList()) {
        var secret = Files.readString(file);
        for (var component : services.components()) {
          var commandLine = Path.of("/proc", String.valueOf(component.pid()), "cmdline");
          assertThat(Files.readString(commandLine)).isNotEmpty().doesNotContain(secret);
          assertThat(Files.readString(component.process().log())).doesNotContain(secret);
        }
      }
    }
  }

  private BackingServices start(ProcessSupervisor supervisor) throws IOException {
    var modules = Path.of("").toAbsolutePath().getParent();
    return BackingServices.start(
        new ServiceOptions(
            folder.resolve("data"),
            ServiceOptions.userCache(),
            EnumSet.allOf(Service.class),
            supervisor,
            TestServices.brokerClassPath(modules.resolve("broker/target")),
            modules.resolve("services/target/apicurio-registry.tar.gz")),
        (component, message) -> told.add(component + ": " + message));
  }

  private static void print(Component component) {
    System.out.printf(
        "%s at %s: %d ms, %d MB%n",
        component.name(),
        component.address(),
        component.startedMillis(),
        component.rssBytes() >> 20);
  }

  private static void writeToKafka(KafkaService kafka) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "writer");
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(Set.of(new NewTopic("t", 1, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("t", "value"));
      producer.commitTransaction();
    }
  }

  private static List<String> readFromKafka(KafkaService kafka) throws IOException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    var values = new CopyOnWriteArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition("t", 0)));
      Await.that("the record is read")
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
                return !values.isEmpty();
              });
    }
    return values;
  }

  private static void writeToPostgres(PostgresService postgres) throws SQLException {
    try (var connection = postgres.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (v text)");
      statement.execute("INSERT INTO t VALUES ('row')");
      try (var rows = statement.executeQuery("SHOW fsync")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("on");
      }
    }
  }

  private static String readFromPostgres(PostgresService postgres) throws SQLException {
    try (var connection = postgres.connect();
        var rows = connection.createStatement().executeQuery("SELECT v FROM t")) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  /** The first line of the answer. */
  private static String redis(RedisService redis, String command) throws IOException {
    try (var socket = new Socket(redis.host(), redis.port())) {
      var lines = "AUTH " + redis.password() + "\r\n" + command + "\r\n";
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
      var answers = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII);
      answers.nextLine();
      return answers.nextLine();
    }
  }

  private static int register(RegistryService registry, String fields) throws Exception {
    var schema = SCHEMA.formatted(fields).replace("\"", "\\\"");
    var request =
        HttpRequest.newBuilder(URI.create(registry.ccompatUrl() + "/subjects/s/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + schema + "\"}"))
            .build();
    return send(request).statusCode();
  }

  private static String get(RegistryService registry, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(registry.ccompatUrl() + path)).build()).body();
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
