package io.neuralhive.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neuralhive.plan.Step;
import io.neuralhive.plan.TensorField;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaServer.Shared.class)
class FailureTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void poisonGoesToTheDeadLettersAndTheRestGoesOn(Topics topics) throws Exception {
    try (var unit = new Unit("poison", topics, folder)) {
      var sent = new ArrayList<ProducerRecord<byte[], byte[]>>();
      for (var text : List.of("drop", "reject", "throw", "deep", "two", "half")) {
        sent.add(Topics.record(unit.in, text, Topics.note(text, text)));
      }
      sent.add(Topics.record(unit.in, "json", "{\"id\": 1}".getBytes(StandardCharsets.UTF_8)));
      sent.add(
          Topics.record(
              unit.in, "unknown", ByteBuffer.allocate(9).put((byte) 0).putInt(99).array()));
      sent.add(Topics.record(unit.in, "tombstone", null));
      sent.add(Topics.record(unit.in, "large", Topics.note("large", "x".repeat(1_010_000))));
      var traced = Topics.record(unit.in, "plain", Topics.note("plain", "plain"));
      traced.headers().add("traceparent", "00-abc-def-01".getBytes(StandardCharsets.UTF_8));
      traced.headers().add("hive-dlq-reason", "an earlier one".getBytes(StandardCharsets.UTF_8));
      sent.add(traced);
      sent.get(1).headers().add("traceparent", "00-rejected".getBytes(StandardCharsets.UTF_8));
      topics.send(sent);

      var process = unit.start(20);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(topics.groupOffsets(unit.group())).isEqualTo(sent.size()));

      var written = topics.committed(unit.out);
      assertThat(Topics.keys(written)).containsExactlyInAnyOrder("two", "two", "plain");
      var plain =
          written.stream().filter(r -> new String(r.key()).equals("plain")).findFirst().get();
      assertThat(plain.value()).isEqualTo(Topics.note("plain", "plain"));
      assertThat(Topics.header(plain, "traceparent")).isEqualTo("00-abc-def-01");
      assertThat(Topics.header(plain, "hive-dlq-reason")).isNull();

      var dead =
          topics.committed(unit.dead).stream()
              .collect(Collectors.toMap(r -> new String(r.key()), Function.identity()));
      assertThat(dead)
          .containsOnlyKeys(
              "reject", "throw", "deep", "half", "json", "unknown", "tombstone", "large");
      expect(dead.get("reject"), "work", "1", null, "not wanted");
      expect(dead.get("throw"), "work", "2", "java.lang.IllegalStateException", "cannot stand it");
      expect(dead.get("deep"), "work", "2", "java.lang.StackOverflowError", "without a message");
      expect(
          dead.get("half"), "work", "1", "io.neuralhive.wire.UnencodableRecordException", "text");
      expect(
          dead.get("json"),
          "input",
          "1",
          "io.neuralhive.wire.UndecodableRecordException",
          "not in wire format");
      assertThat(Topics.header(dead.get("unknown"), "hive-dlq-reason")).contains("schema id 99");
      assertThat(Topics.header(dead.get("tombstone"), "hive-dlq-reason")).contains("no value");
      assertThat(Topics.header(dead.get("reject"), "traceparent")).isEqualTo("00-rejected");
      assertThat(dead.get("json").value()).isEqualTo("{\"id\": 1}".getBytes());
      assertThat(dead.get("large").value()).isNull();
      assertThat(Topics.header(dead.get("large"), "hive-dlq-omitted-bytes"))
          .isEqualTo(Integer.toString(Topics.note("large", "x".repeat(1_010_000)).length));

      var metrics = process.get("/metrics").body();
      assertThat(metrics)
          .contains("neuralhive_runner_records_in_total{pipeline=\"poison\",unit=\"unit\"} 11.0")
          .contains(
              "neuralhive_runner_records_out_total{output=\"poison.out\",pipeline=\"poison\","
                  + "unit=\"unit\"} 3.0")
          .contains(
              "neuralhive_runner_dead_letters_total{pipeline=\"poison\",stage=\"work\","
                  + "unit=\"unit\"} 5.0")
          .contains(
              "neuralhive_runner_dead_letters_total{pipeline=\"poison\",stage=\"input\","
                  + "unit=\"unit\"} 3.0")
          .contains("neuralhive_runner_lag_records{pipeline=\"poison\",unit=\"unit\"} 0.0")
          .contains("neuralhive_runner_build_info")
          .contains("neuralhive_runner_commit_seconds_bucket")
          .contains("neuralhive_runner_batch_seconds_bucket");
      assertThat(process.log()).doesNotContain("cannot stand it").doesNotContain("not wanted");
    }
  }

  private static void expect(
      ConsumerRecord<byte[], byte[]> letter,
      String stage,
      String attempts,
      String exception,
      String reason) {
    assertThat(Topics.header(letter, "hive-dlq-stage")).isEqualTo(stage);
    assertThat(Topics.header(letter, "hive-dlq-attempts")).isEqualTo(attempts);
    assertThat(Topics.header(letter, "hive-dlq-exception")).isEqualTo(exception);
    assertThat(Topics.header(letter, "hive-dlq-reason")).contains(reason);
    assertThat(Topics.header(letter, "hive-dlq-topic")).isEqualTo("poison.in");
    assertThat(Topics.header(letter, "hive-dlq-partition")).matches("[0-2]");
    assertThat(Topics.header(letter, "hive-dlq-offset")).matches("\\d+");
    assertThat(Topics.header(letter, "hive-dlq-timestamp")).matches("20\\d\\d-.*Z");
  }

  @Test
  void aModelThatIsDownIsWaitedFor(Topics topics) throws Exception {
    var note = Topics.NOTE.toString();
    try (var unit = new Unit("model", topics, folder);
        var model = new FakeHttp(Topics.NOTE)) {
      unit.steps(
          new Step.Model(
              "ask",
              null,
              model.url(),
              "m",
              List.of(new TensorField("in", "BYTES", "id")),
              List.of(new TensorField("out", "BYTES", "text")),
              note,
              note));
      model.down(true);
      topics.sendNotes(unit.in, 0, 100);
      var process = unit.start(20);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(process.get("/readyz").body())
                      .contains("HTTP 503")
                      .contains("/v2/models/m"));
      assertThat(process.get("/livez").status()).isEqualTo(200);
      assertThat(topics.read(unit.dead, "read_uncommitted")).isEmpty();

      model.down(false);
      await().atMost(SOON).untilAsserted(() -> assertThat(topics.committed(unit.out)).hasSize(100));
      await().atMost(SOON).until(process::ready);
      assertThat(topics.committed(unit.out))
          .allSatisfy(
              r ->
                  assertThat(r.value())
                      .isEqualTo(Topics.note(new String(r.key()), new String(r.key()))));
      assertThat(topics.read(unit.dead, "read_uncommitted")).isEmpty();
    }
  }

  @Test
  void aRegistryThatIsDownIsWaitedFor(Topics topics) throws Exception {
    try (var unit = new Unit("registry", topics, folder)) {
      unit.http.down(true);
      topics.sendNotes(unit.in, 0, 100);
      var process = unit.start(20);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(process.get("/readyz").body()).contains("schema registry at"));
      await().atMost(SOON).until(() -> process.log().contains("waiting"));
      assertThat(topics.read(unit.dead, "read_uncommitted")).isEmpty();

      unit.http.down(false);
      await().atMost(SOON).untilAsserted(() -> assertThat(topics.committed(unit.out)).hasSize(100));
      await().atMost(SOON).until(process::ready);
      unit.http.down(true);
      await().atMost(SOON).until(() -> !process.ready());
      assertThat(topics.read(unit.dead, "read_uncommitted")).isEmpty();
    }
  }

  @Test
  void aLaneThatHangsIsNotAlive(Topics topics) throws Exception {
    try (var unit = new Unit("hang", topics, folder)) {
      var process = unit.start(20, "--progress-seconds=1");
      await().atMost(SOON).until(process::ready);
      assertThat(process.get("/livez").status()).isEqualTo(200);
      topics.send(List.of(Topics.record(unit.in, "h", Topics.note("h", "hang"))));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(process.get("/livez").status()).isEqualTo(503);
                assertThat(process.get("/livez").body()).contains("1 records wait");
              });
    }
  }
}
