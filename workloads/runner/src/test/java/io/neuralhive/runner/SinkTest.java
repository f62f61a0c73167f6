package io.neuralhive.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.neuralhive.plan.PostgresqlTarget;
import io.neuralhive.plan.PostgresqlTarget.ColumnField;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaServer.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SinkTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int COUNT = 10_000;

  @TempDir Path folder;
  private EmbeddedPostgres postgres;

  @BeforeAll
  void startPostgres() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    execute("CREATE ROLE sink LOGIN PASSWORD 'right'");
  }

  @AfterAll
  void stopPostgres() throws Exception {
    postgres.close();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> query(String sql) throws SQLException {
    var rows = new ArrayList<String>();
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private PostgresqlTarget target(String schema) throws Exception {
    execute("CREATE SCHEMA %s AUTHORIZATION sink".formatted(schema));
    execute(
        """
        CREATE TABLE %s.notes (id text PRIMARY KEY, text text NOT NULL CHECK (text <> 'forbidden'));
        ALTER TABLE %s.notes OWNER TO sink
        """
            .formatted(schema, schema));
    Files.writeString(folder.resolve("username"), "sink\n");
    Files.writeString(folder.resolve("password"), "right\n");
    return new PostgresqlTarget(
        postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""),
        folder.resolve("username").toString(),
        folder.resolve("password").toString(),
        schema,
        "notes",
        List.of("id"),
        List.of(new ColumnField("id", "text", "id"), new ColumnField("text", "text", "text")));
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  @Test
  void aKilledProcessLosesAndDoublesNothing(Topics topics) throws Exception {
    try (var unit = new Unit("sinkkill", topics, folder).sink(target("sinkkill"))) {
      // No key that could hide a second row.
      execute("CREATE TABLE sinkkill.seen (id text)");
      execute(
          """
          CREATE FUNCTION sinkkill.see() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
          'BEGIN INSERT INTO sinkkill.seen VALUES (NEW.id); RETURN NEW; END';
          CREATE TRIGGER see AFTER INSERT ON sinkkill.notes FOR EACH ROW EXECUTE FUNCTION sinkkill.see()
          """);
      topics.sendNotes(unit.in, 0, COUNT);
      var first = unit.start(5);
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(SOON)
          .until(() -> !query("SELECT 1 FROM sinkkill.notes LIMIT 1").isEmpty());
      first.kill();
      topics.sendNotes(unit.in, COUNT, COUNT + 100);

      unit.start(20);
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(
              () ->
                  assertThat(query("SELECT sum(next_offset) FROM sinkkill.neural_hive_offsets"))
                      .containsExactly(Integer.toString(COUNT + 100)));
      assertThat(query("SELECT id FROM sinkkill.notes"))
          .containsExactlyInAnyOrderElementsOf(ids(COUNT + 100));
      assertThat(query("SELECT id FROM sinkkill.seen"))
          .containsExactlyInAnyOrderElementsOf(ids(COUNT + 100));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(topics.groupOffsets(unit.group())).isEqualTo(COUNT + 100));
    }
  }

  @Test
  void aProcessThatSleptThroughATakeoverWritesNothing(Topics topics) throws Exception {
    try (var unit = new Unit("sinkfence", topics, folder).sink(target("sinkfence"))) {
      var first = unit.start(2000);
      await().atMost(SOON).until(first::ready);
      topics.sendNotes(unit.in, 0, 1000);
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(SOON)
          .until(
              () -> first.get("/metrics").body().contains("neuralhive_runner_records_in_total{"));
      first.signal("STOP"); // it holds rows that it has not committed
      assertThat(query("SELECT id FROM sinkfence.notes")).isEmpty();

      var second = unit.start(20);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(query("SELECT id FROM sinkfence.notes")).hasSize(1000));
      // What the sleeper would write can be told from what was written.
      execute("DELETE FROM sinkfence.notes");
      first.signal("CONT");
      topics.sendNotes(unit.in, 1000, 1100);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(query("SELECT sum(next_offset) FROM sinkfence.neural_hive_offsets"))
                      .containsExactly("1100"));
      await().atMost(SOON).until(first::ready);
      assertThat(query("SELECT id FROM sinkfence.notes"))
          .containsExactlyInAnyOrderElementsOf(ids(1100).subList(1000, 1100));
      assertThat(second.ready()).isTrue();
    }
  }

  @Test
  void anOwnerWhoseEpochHasPassedIsFencedBeforeItWritesARow() throws Exception {
    var target = target("epoch");
    var partition = new TopicPartition("t", 0);
    var old = new SinkOffsets("epoch", "g", "old");
    var young = new SinkOffsets("epoch", "g", "young");
    try (var database = new SinkConnection(target, "test")) {
      long start =
          database.inTransaction(
              connection -> {
                old.createTable(connection);
                return old.claim(connection, partition, 5);
              });
      assertThat(start).isEqualTo(5);
      advance(database, old, partition, 8);
      assertThat(database.<Long>inTransaction(c -> young.claim(c, partition, 0))).isEqualTo(8);
      assertThatThrownBy(() -> advance(database, old, partition, 9))
          .isInstanceOf(FencedException.class)
          .hasMessageContaining("t-0");
      advance(database, young, partition, 10);
      assertThat(query("SELECT next_offset || ' ' || owner FROM epoch.neural_hive_offsets"))
          .containsExactly("10 young");
    }
  }

  private static void advance(
      SinkConnection database, SinkOffsets offsets, TopicPartition partition, long next) {
    database.inTransaction(
        connection -> {
          offsets.advance(connection, Map.of(partition, next));
          return null;
        });
    offsets.advanced(Map.of(partition, next));
  }

  @Test
  void rowsThatTheDatabaseRefusesAreDeadLetters(Topics topics) throws Exception {
    try (var unit = new Unit("sinkpoison", topics, folder).sink(target("sinkpoison"))) {
      var sent = new ArrayList<ProducerRecord<byte[], byte[]>>();
      for (int i = 0; i < 50; i++) {
        sent.add(Topics.record(unit.in, "n" + i, Topics.note("n" + i, "plain")));
      }
      sent.add(Topics.record(unit.in, "bad", Topics.note("bad", "forbidden")));
      sent.add(Topics.record(unit.in, "nul", Topics.note("nul", "a\u0000b")));
      sent.add(Topics.record(unit.in, "json", "{}".getBytes()));
      sent.add(Topics.record(unit.in, "n0", Topics.note("n0", "a second one")));
      topics.send(sent);
      var process = unit.start(20);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(topics.groupOffsets(unit.group())).isEqualTo(sent.size()));
      assertThat(query("SELECT id FROM sinkpoison.notes"))
          .containsExactlyInAnyOrderElementsOf(ids(50));
      assertThat(query("SELECT text FROM sinkpoison.notes WHERE id = 'n0'"))
          .containsExactly("plain");
      var dead =
          topics.committed(unit.dead).stream()
              .collect(Collectors.toMap(r -> new String(r.key()), Function.identity()));
      assertThat(dead).containsOnlyKeys("bad", "nul", "json");
      assertThat(Topics.header(dead.get("bad"), "hive-dlq-stage")).isEqualTo("sink");
      assertThat(Topics.header(dead.get("bad"), "hive-dlq-reason"))
          .contains("SQLSTATE 23514")
          .doesNotContain("forbidden");
      assertThat(Topics.header(dead.get("nul"), "hive-dlq-reason")).contains("SQLSTATE 22");
      assertThat(dead.get("bad").value()).isEqualTo(Topics.note("bad", "forbidden"));
      assertThat(process.get("/metrics").body())
          .contains("neuralhive_runner_records_out_total{output=\"sinkpoison.notes\"");
    }
  }

  @Test
  void aDatabaseThatRefusesTheLoginIsWaitedForAndCredentialsAreReadAgain(Topics topics)
      throws Exception {
    try (var unit = new Unit("sinklogin", topics, folder).sink(target("sinklogin"))) {
      Files.writeString(folder.resolve("username"), "nobody-by-that-name");
      topics.sendNotes(unit.in, 0, 10);
      var process = unit.start(20);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(process.get("/readyz").body()).contains("SQLSTATE 28000"));
      assertThat(process.get("/livez").status()).isEqualTo(200);
      Files.writeString(folder.resolve("username"), "sink");
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(query("SELECT id FROM sinklogin.notes")).hasSize(10));
      await().atMost(SOON).until(process::ready);
      assertThat(topics.committed(unit.dead)).isEmpty();
    }
  }
}
