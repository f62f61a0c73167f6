package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.wire.RecordDecoder;
import io.neuralhive.wire.RecordJson;
import io.neuralhive.wire.RegistryUnavailableException;
import io.neuralhive.wire.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the stream of results, all partitions in every gateway pod, since any pod may be asked. It
 * goes on where the pods of before stopped, so results that came while no gateway ran are known too.
 */
final class ResultTopic implements Results {

  private static final Logger LOG = LoggerFactory.getLogger(ResultTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration BACK_OFF = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final GatewayPlan plan;
  private final RecordDecoder decoder;
  private final RequestStates states;
  private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofPlatform().name("results").unstarted(this::run);
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean current;
  private volatile boolean closing;

  ResultTopic(GatewayPlan plan, RecordDecoder decoder, RequestStates states) {
    this.plan = plan;
    this.decoder = decoder;
    this.states = states;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Optional<String> await(String id, Duration atMost) throws InterruptedException {
    // The future stands before the look-up, or a result that comes between the two is missed.
    var future = waiting.computeIfAbsent(id, missing -> new CompletableFuture<>());
    try {
      var known = states.result(id);
      return known.isPresent()
          ? known
          : Optional.of(future.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("results are completed with values only", e);
    } finally {
      waiting.remove(id, future);
    }
  }

  @Override
  public Optional<String> find(String id) {
    return states.result(id);
  }

  @Override
  public boolean current() {
    return current;
  }

  @Override
  public void close() {
    closing = true;
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

  private void run() {
    while (!closing) {
      try (var opened = open()) {
        consumer = opened;
        read(opened);
      } catch (WakeupException e) {
        LOG.debug("woken up to stop");
      } catch (KafkaException | RegistryUnavailableException e) {
        current = false;
        LOG.warn("results are not read now, trying again: {}", e.getMessage());
        pause();
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> from) {
    var partitions =
        from.partitionsFor(plan.result().topic()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    from.assign(partitions);
    while (!closing) {
      var records = from.poll(POLL);
      records.forEach(this::keep);
      if (!records.isEmpty()) {
        commit(from, partitions);
      } else if (!current) {
        current = true;
      }
    }
  }

  private void keep(ConsumerRecord<byte[], byte[]> record) {
    try {
      var id = new String(record.key(), StandardCharsets.UTF_8);
      var value = decoder.decode(record.value());
      var json = RecordJson.write(value.getSchema(), value);
      states.keepResult(id, json);
      var future = waiting.get(id);
      if (future != null) {
        future.complete(json);
      }
    } catch (UndecodableRecordException e) {
      LOG.warn(
          "no result from {}-{}@{}: {}",
          record.topic(), record.partition(), record.offset(), e.getMessage());
    }
  }

  /** Where the next gateway goes on; pods may overwrite each other, keeping a result twice is fine. */
  private static void commit(KafkaConsumer<byte[], byte[]> from, List<TopicPartition> partitions) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    partitions.forEach(p -> offsets.put(p, new OffsetAndMetadata(from.position(p))));
    from.commitAsync(offsets, null);
  }

  private KafkaConsumer<byte[], byte[]> open() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, plan.kafka().bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG, plan.namespace() + "." + plan.pipeline() + ".gateway",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void pause() {
    try {
      Thread.sleep(BACK_OFF);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
