package io.neuralhive.runner;

import io.neuralhive.plan.Output;
import io.neuralhive.wire.RecordEncoder;
import io.neuralhive.wire.UnencodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes topics: outputs, dead letters and the input's offsets in one Kafka transaction. */
final class TransactionalOutput implements Target {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalOutput.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final List<Writer> writers;
  private final DeadLetters deadLetters;
  private final Metrics metrics;
  private Producer<byte[], byte[]> producer;
  private final Map<String, Integer> sent = new HashMap<>();
  private boolean open;

  private record Writer(Output output, RecordEncoder encoder) {}

  private record Made(int input, ProducerRecord<byte[], byte[]> record) {}

  /**
   * An output; nothing is connected yet.
   *
   * @param producers makes a transactional producer, always with the same transactional id
   */
  TransactionalOutput(
      Consumer<byte[], byte[]> consumer,
      Supplier<Producer<byte[], byte[]>> producers,
      List<Output> outputs,
      DeadLetters deadLetters,
      Metrics metrics) {
    this.consumer = consumer;
    this.producers = producers;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.writers =
        outputs.stream()
            .map(
                output ->
                    new Writer(
                        output,
                        new RecordEncoder(
                            output.schemaId(), new Schema.Parser().parse(output.schema()))))
            .toList();
  }

  @Override
  public void open() {
    if (producer == null) {
      var made = producers.get();
      try {
        made.initTransactions();
      } catch (RuntimeException e) {
        made.close(Duration.ZERO);
        throw e;
      }
      producer = made;
    }
  }

  @Override
  public Map<TopicPartition, Long> positions(Set<TopicPartition> partitions) {
    var committed = consumer.committed(partitions);
    var positions = new HashMap<TopicPartition, Long>();
    committed.forEach(
        (partition, offset) -> {
          if (offset != null) {
            positions.put(partition, offset.offset());
          }
        });
    var fresh = partitions.stream().filter(p -> !positions.containsKey(p)).toList();
    if (!fresh.isEmpty()) {
      positions.putAll(consumer.beginningOffsets(fresh));
    }
    return positions;
  }

  @Override
  public void accept(Batch batch, Map<String, List<Emission>> emissions) {
    var made = encode(batch, emissions);
    begin();
    for (var record : made) {
      if (!batch.failed(record.input())) {
        producer.send(record.record());
        sent.merge(record.record().topic(), 1, Integer::sum);
      }
    }
    for (int input = 0; input < batch.size(); input++) {
      if (batch.failed(input)) {
        producer.send(deadLetters.letter(batch.record(input), batch.failure(input)));
      }
    }
  }

  /** All is encoded before anything is sent, so that poison takes its siblings along. */
  private List<Made> encode(Batch batch, Map<String, List<Emission>> emissions) {
    var made = new ArrayList<Made>();
    for (var writer : writers) {
      for (var emission : emissions.get(writer.output().from())) {
        if (!batch.failed(emission.input())) {
          encode(writer, batch, emission, made);
        }
      }
    }
    return made;
  }

  private static void encode(Writer writer, Batch batch, Emission emission, List<Made> made) {
    var output = writer.output();
    try {
      var key = emission.record().get(output.key());
      if (key == null) {
        refuse(batch, emission, output, "the key field %s is null".formatted(output.key()));
        return;
      }
      var record =
          new ProducerRecord<>(
              output.topic(),
              key.toString().getBytes(StandardCharsets.UTF_8),
              writer.encoder().encode(emission.record()));
      DeadLetters.copyHeaders(batch.record(emission.input()).headers(), record.headers());
      if (RecordSize.bytes(record.key(), record.value(), record.headers()) > RecordSize.MOST) {
        refuse(
            batch,
            emission,
            output,
            "a record for topic %s is over %d bytes with its headers"
                .formatted(output.topic(), RecordSize.MOST));
        return;
      }
      made.add(new Made(emission.input(), record));
    } catch (UnencodableRecordException e) {
      batch.fail(emission.input(), Failure.of(output.from(), e, 1));
    }
  }

  private static void refuse(Batch batch, Emission emission, Output output, String reason) {
    batch.fail(emission.input(), new Failure(output.from(), reason, null, 1));
  }

  private void begin() {
    open();
    if (!open) {
      producer.beginTransaction();
      open = true;
    }
  }

  @Override
  public boolean full() {
    return false;
  }

  @Override
  public void commit(Map<TopicPartition, Long> next) {
    begin();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
    open = false;
    sent.forEach(metrics::out);
    sent.clear();
  }

  /**
   * Aborts; a producer that cannot is replaced. The next one has the same transactional id, so the
   * coordinator ends what this one left before it writes.
   */
  @Override
  public void abort() {
    sent.clear();
    if (!open) {
      return;
    }
    open = false;
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("the producer is replaced, since it cannot abort: {}", e.toString());
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      abort();
    }
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
  }
}
