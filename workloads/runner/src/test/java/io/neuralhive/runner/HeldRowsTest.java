package io.neuralhive.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.plan.PostgresqlTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What a sink holds back before it commits; nothing here reaches a database. */
class HeldRowsTest {

  private final PostgresqlSink sink = sink();

  @Test
  void manyRowsAreEnough() {
    accept(4_999, 10);
    assertThat(sink.full()).isFalse();
    accept(1, 10);
    assertThat(sink.full()).isTrue();
    sink.abort();
    assertThat(sink.full()).isFalse();
  }

  @Test
  void fewLargeRowsAreEnoughToo() {
    accept(8, 1_000_000);
    assertThat(sink.full()).isFalse();
    accept(1, 1_000_000);
    assertThat(sink.full()).isTrue();
    sink.abort();
    assertThat(sink.full()).isFalse();
  }

  private void accept(int records, int bytes) {
    var batch = new Batch(IntStream.range(0, records).mapToObj(i -> record(i, bytes)).toList());
    var row = new GenericRecordBuilder(Topics.NOTE).set("id", "i").set("text", "t").build();
    var emissions = IntStream.range(0, records).mapToObj(i -> new Emission(i, row)).toList();
    sink.accept(batch, Map.of("work", emissions));
  }

  private static ConsumerRecord<byte[], byte[]> record(int offset, int bytes) {
    return new ConsumerRecord<>(
        "in",
        0,
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        bytes,
        null,
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }

  private static PostgresqlSink sink() {
    var target =
        new PostgresqlTarget(
            "jdbc:postgresql://127.0.0.1:1/none",
            "none",
            "none",
            "ledger",
            "notes",
            List.of("id"),
            List.of(new PostgresqlTarget.ColumnField("id", "text", "id")));
    var metrics = new Metrics("p", "u", List.of());
    return new PostgresqlSink(
        null,
        () -> null,
        target,
        new SinkConnection(target, "test"),
        new SinkOffsets("ledger", "group", "test"),
        new SinkRows(target, Topics.NOTE),
        "work",
        new DeadLetters("dead", metrics),
        metrics);
  }
}
