package io.neuralhive.runner;

import static java.util.Map.entry;

import io.neuralhive.plan.UnitPlan;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Settings of the Kafka clients. The large buffers were measured: the clients' own halve the rate.
 */
final class ClientSettings {

  private static final int MIB = 1 << 20;
  private static final String TRANSACTION_MILLIS = "10000";

  private final UnitPlan plan;
  private final long heapBytes;

  ClientSettings(UnitPlan plan, long heapBytes) {
    this.plan = plan;
    this.heapBytes = heapBytes;
  }

  /**
   * A consumer.
   *
   * @param lane name of the lane, unique among all processes
   */
  KafkaConsumer<byte[], byte[]> consumer(String lane) {
    return new KafkaConsumer<>(
        Map.ofEntries(
            entry("bootstrap.servers", plan.kafka().bootstrapServers()),
            entry("group.id", plan.input().group()),
            entry("client.id", clientId(lane)),
            entry("isolation.level", "read_committed"),
            entry("enable.auto.commit", "false"),
            entry("auto.offset.reset", "earliest"),
            entry("allow.auto.create.topics", "false"),
            entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
            // A killed process is noticed when its transaction is given up, not half a minute
            // later.
            entry("session.timeout.ms", TRANSACTION_MILLIS),
            entry("heartbeat.interval.ms", "2000"),
            entry("max.poll.records", "5000"),
            entry("max.partition.fetch.bytes", Integer.toString(4 * MIB)),
            entry("fetch.max.bytes", share(16, 4 * MIB, 50 * MIB)),
            entry("receive.buffer.bytes", Integer.toString(MIB)),
            entry("default.api.timeout.ms", "8000"),
            entry("request.timeout.ms", "8000")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** A producer whose transactional id is namespace, pipeline, unit and lane. */
  KafkaProducer<byte[], byte[]> transactional(String lane) {
    var settings = producer(lane);
    settings.put("transactional.id", clientId(lane));
    settings.put("transaction.timeout.ms", TRANSACTION_MILLIS);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  KafkaProducer<byte[], byte[]> idempotent(String lane) {
    return new KafkaProducer<>(
        producer(lane), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> producer(String lane) {
    return new HashMap<>(
        Map.ofEntries(
            entry("bootstrap.servers", plan.kafka().bootstrapServers()),
            entry("client.id", clientId(lane)),
            entry("acks", "all"),
            entry("linger.ms", "5"),
            entry("batch.size", Integer.toString(256 * 1024)),
            entry("buffer.memory", share(8, 8 * MIB, 128 * MIB)),
            entry("send.buffer.bytes", Integer.toString(MIB)),
            entry("max.block.ms", "8000"),
            entry("request.timeout.ms", "6000"),
            entry("delivery.timeout.ms", "8000")));
  }

  /** A part of the heap, since what is in flight must not fill it. */
  private String share(int divisor, long least, long most) {
    return Long.toString(Math.clamp(heapBytes / divisor, least, most));
  }

  private String clientId(String lane) {
    return "%s.%s.%s.%s".formatted(plan.namespace(), plan.pipeline(), plan.unit(), lane);
  }
}
