package io.neuralhive.runner;

import io.neuralhive.wire.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What tests do with topics. */
final class Topics {

  static final int SCHEMA_ID = 7;
  static final int PARTITIONS = 3;
  static final Schema NOTE =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Note", "fields": [
                {"name": "id", "type": "string"}, {"name": "text", "type": "string"}]}
              """);

  private final String bootstrapServers;

  Topics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  void create(String... names) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              List.of(names).stream().map(n -> new NewTopic(n, PARTITIONS, (short) 1)).toList())
          .all()
          .get();
    }
  }

  static byte[] note(String id, String text) {
    return new RecordEncoder(SCHEMA_ID, NOTE)
        .encode(new GenericRecordBuilder(NOTE).set("id", id).set("text", text).build());
  }

  /** Sends notes with ids {@code from} to {@code to} (excluded). */
  void sendNotes(String topic, int from, int to) throws Exception {
    send(
        IntStream.range(from, to)
            .mapToObj(i -> record(topic, "n" + i, note("n" + i, "plain")))
            .toList());
  }

  static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
  }

  /**
   * Sends records. One request at a time: a partition that has just been made may refuse the first
   * request and take the second, and then refuses the first for good as out of order.
   */
  void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            bootstrapServers,
            "linger.ms",
            "5",
            "max.in.flight.requests.per.connection",
            "1");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var sent = records.stream().map(producer::send).toList();
      for (var answer : sent) {
        answer.get();
      }
    }
  }

  /** All records of a topic, as they stand now. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolation) {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", isolation);
    settings.put("max.poll.records", "20000");
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
      }
    }
    return records;
  }

  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    return read(topic, "read_committed");
  }

  static List<String> keys(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(r -> new String(r.key(), StandardCharsets.UTF_8)).toList();
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Sum of the group's offsets. */
  long groupOffsets(String group) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(offset -> offset == null ? 0 : offset.offset())
          .sum();
    }
  }

  /** How many members the group has now. */
  int members(String group) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().size();
    }
  }
}
