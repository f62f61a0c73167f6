package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.wire.RecordDecoder;
import io.neuralhive.wire.RecordJson;
import io.neuralhive.wire.SchemaRegistry;
import io.neuralhive.wire.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the stream of results, all partitions in every gateway pod, since any pod may be asked. It
 * goes on where the pods of before stopped: results that came while no gateway ran are known too.
 */
final class ResultTopic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ResultTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration FIND_TOPIC = Duration.ofSeconds(3);
  private static final Duration FIND_PARTITIONS = Duration.ofMinutes(1);
  private static final Duration BACK_OFF = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final GatewayPlan plan;
  private final String topic;
  private final RecordDecoder decoder;
  private final Results results;
  private final GatewayMetrics metrics;
  private final Clock clock;
  private final Thread thread = Thread.ofPlatform().name("results").unstarted(this::run);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean current;

  ResultTopic(
      GatewayPlan plan,
      SchemaRegistry registry,
      Results results,
      GatewayMetrics metrics,
      Clock clock) {
    this.plan = plan;
    this.topic = plan.result().topic();
    this.decoder = new RecordDecoder(new Schema.Parser().parse(plan.result().schema()), registry);
    this.results = results;
    this.metrics = metrics;
    this.clock = clock;
    metrics.watchResults();
  }

  void start() {
    thread.start();
  }

  /** Whether all results that were there at the start, or after the last failure, are known. */
  boolean current() {
    return current;
  }

  @Override
  public void close() {
    closing.countDown();
    var active = consumer;
    if (active != null) {
      active.wakeup();
    }
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  private void run() {
    while (isOpen()) {
      try (var opened = open()) {
        consumer = opened;
        read(opened);
      } catch (WakeupException e) {
        LOG.debug("woken up to stop");
      } catch (RuntimeException e) {
        // Whatever it is, without this thread no result would ever come again.
        current = false;
        if (isOpen()) {
          LOG.warn("results are not read now, trying again: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  private void read(Consumer<byte[], byte[]> from) {
    var ends = Map.<TopicPartition, Long>of();
    double seen = 0;
    while (isOpen()) {
      var partitions = partitions(from);
      if (!partitions.equals(from.assignment())) {
        from.assign(partitions);
        ends = from.endOffsets(partitions);
      }
      var records = from.poll(POLL);
      records.forEach(this::keep);
      if (!records.isEmpty()) {
        commit(from);
      }
      if (!current) {
        current =
            ends.entrySet().stream().allMatch(end -> from.position(end.getKey()) >= end.getValue());
      }
      var answered = answers(from);
      if (answered > seen) {
        seen = answered;
        metrics.resultsRead(lag(from), clock.millis());
      }
    }
  }

  /** From what the consumer knows, after the first time; partitions may be added while it runs. */
  private Set<TopicPartition> partitions(Consumer<byte[], byte[]> from) {
    return from.partitionsFor(topic, FIND_TOPIC).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .collect(Collectors.toSet());
  }

  private void keep(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      skip(record, "it has no key, which is the id of its request");
      return;
    }
    try {
      var value = decoder.decode(record.value());
      results.arrived(
          new String(record.key(), StandardCharsets.UTF_8),
          RecordJson.write(value.getSchema(), value));
      metrics.resultKept();
    } catch (UndecodableRecordException e) {
      skip(record, e.getMessage());
    }
  }

  private void skip(ConsumerRecord<byte[], byte[]> record, String why) {
    metrics.resultUndecodable();
    LOG.warn(
        "no result from {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), why);
  }

  /** Where the next gateway goes on; pods overwrite each other, a result may be kept twice. */
  private static void commit(Consumer<byte[], byte[]> from) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    from.assignment().forEach(p -> offsets.put(p, new OffsetAndMetadata(from.position(p))));
    from.commitAsync(offsets, null);
  }

  /** How often a broker answered; a poll ends the same way when it did not. */
  private static double answers(Consumer<byte[], byte[]> from) {
    return from.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("fetch-total"))
        .mapToDouble(metric -> (double) metric.metricValue())
        .sum();
  }

  private static long lag(Consumer<byte[], byte[]> from) {
    return from.assignment().stream()
        .map(from::currentLag)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .sum();
  }

  private KafkaConsumer<byte[], byte[]> open() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            plan.kafka().bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            plan.namespace() + "." + plan.pipeline() + ".gateway",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            (int) FIND_PARTITIONS.toMillis(),
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            (int) POLL.toMillis()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void pause() {
    try {
      closing.await(BACK_OFF.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
