package io.neuralhive.runner;

import io.neuralhive.plan.PostgresqlTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a table: rows and next offsets in one database transaction, so each record is one row
 * whatever is killed. Dead letters are sent before that transaction commits: at least once, and
 * equal ones have equal position headers. Offsets also go to Kafka afterwards, only so that lag can
 * be seen there.
 */
final class PostgresqlSink implements Target {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresqlSink.class);
  private static final int MAX_HELD_ROWS = 5000;

  /** Of values as they were read; rows in memory take a multiple of it. */
  private static final int MAX_HELD_BYTES = 8 << 20;

  private final Consumer<byte[], byte[]> consumer;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final SinkConnection database;
  private final SinkOffsets offsets;
  private final SinkRows rows;
  private final String stage;
  private final String table;
  private final DeadLetters deadLetters;
  private final Metrics metrics;

  private final List<SinkRows.Entry> held = new ArrayList<>();
  private final List<SinkRows.Refused> poison = new ArrayList<>();
  private int heldRows;
  private long heldBytes;
  private boolean hasTable;
  private Producer<byte[], byte[]> producer;

  /**
   * A sink; nothing is connected yet.
   *
   * @param producers makes the producer of dead letters
   * @param stage stage whose records become rows; null for the unit's input
   */
  PostgresqlSink(
      Consumer<byte[], byte[]> consumer,
      Supplier<Producer<byte[], byte[]>> producers,
      PostgresqlTarget target,
      SinkConnection database,
      SinkOffsets offsets,
      SinkRows rows,
      String stage,
      DeadLetters deadLetters,
      Metrics metrics) {
    this.consumer = consumer;
    this.producers = producers;
    this.database = database;
    this.offsets = offsets;
    this.rows = rows;
    this.stage = stage;
    this.table = target.schema() + "." + target.table();
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  @Override
  public void open() {
    if (!hasTable) {
      database.inTransaction(
          connection -> {
            offsets.createTable(connection);
            return null;
          });
      hasTable = true;
    }
    if (producer == null) {
      producer = producers.get();
    }
  }

  @Override
  public Map<TopicPartition, Long> positions(Set<TopicPartition> partitions) {
    var first = consumer.beginningOffsets(partitions);
    return database.inTransaction(
        connection -> {
          var positions = new HashMap<TopicPartition, Long>();
          for (var partition : partitions) {
            positions.put(partition, offsets.claim(connection, partition, first.get(partition)));
          }
          return positions;
        });
  }

  @Override
  public void accept(Batch batch, Map<String, List<Emission>> emissions) {
    var byInput = new HashMap<Integer, List<GenericRecord>>();
    for (var emission : emissions.get(stage)) {
      byInput.computeIfAbsent(emission.input(), _ -> new ArrayList<>()).add(emission.record());
    }
    for (int input = 0; input < batch.size(); input++) {
      heldBytes += Math.max(0, batch.record(input).serializedValueSize());
      if (batch.failed(input)) {
        poison.add(new SinkRows.Refused(batch.record(input), batch.failure(input)));
      } else if (byInput.containsKey(input)) {
        held.add(new SinkRows.Entry(batch.record(input), byInput.get(input)));
        heldRows += byInput.get(input).size();
      }
    }
  }

  @Override
  public boolean full() {
    return heldRows >= MAX_HELD_ROWS || heldBytes >= MAX_HELD_BYTES;
  }

  @Override
  public void commit(Map<TopicPartition, Long> next) {
    database.inTransaction(
        connection -> {
          // Offsets first: they lock out a process that was fenced off before it writes a row.
          offsets.advance(connection, next);
          var refused = rows.write(connection, held);
          send(poison);
          send(refused);
          return null;
        });
    offsets.advanced(next);
    metrics.out(table, heldRows);
    clear();
    showLag(next);
  }

  private void send(List<SinkRows.Refused> refused) {
    var sent = new ArrayList<Future<RecordMetadata>>();
    refused.forEach(r -> sent.add(producer.send(deadLetters.letter(r.source(), r.failure()))));
    for (var letter : sent) {
      try {
        letter.get();
      } catch (ExecutionException e) {
        throw new TargetUnavailableException(
            "a dead letter could not be sent: " + e.getCause().getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TargetUnavailableException("a dead letter was not waited for", e);
      }
    }
  }

  private void showLag(Map<TopicPartition, Long> next) {
    var shown = new HashMap<TopicPartition, OffsetAndMetadata>();
    next.forEach((partition, offset) -> shown.put(partition, new OffsetAndMetadata(offset)));
    consumer.commitAsync(
        shown,
        (_, e) -> {
          if (e != null) {
            LOG.debug("the lag that Kafka shows is behind: {}", e.toString());
          }
        });
  }

  @Override
  public void abort() {
    clear();
    database.close();
  }

  private void clear() {
    held.clear();
    poison.clear();
    heldRows = 0;
    heldBytes = 0;
  }

  @Override
  public void close() {
    database.close();
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
  }
}
