package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.wire.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** The stream that accepted requests go to. */
final class IngressTopic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IngressTopic.class);

  /** A broker that was never reached is given up soon, a restart of a known one is waited for. */
  private static final Duration FIRST_CONTACT = Duration.ofSeconds(3);

  private static final Duration DELIVERY = Duration.ofSeconds(8);
  private static final Duration BACK_OFF = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(2);

  /** The longest that a send takes. */
  static final Duration LONGEST_SEND = FIRST_CONTACT.plus(DELIVERY);

  private final String topic;
  private final String keyField;
  private final Schema schema;
  private final RecordEncoder encoder;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread search = Thread.ofVirtual().name("ingress-topic").unstarted(this::search);
  private volatile boolean found;
  private volatile boolean closing;

  IngressTopic(GatewayPlan plan) {
    topic = plan.output().topic();
    keyField = plan.output().key();
    schema = new Schema.Parser().parse(plan.output().schema());
    encoder = new RecordEncoder(plan.output().schemaId(), schema);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                plan.kafka().bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                plan.namespace() + "." + plan.pipeline() + ".gateway",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                FIRST_CONTACT.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) DELIVERY.dividedBy(2).toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) DELIVERY.toMillis()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Looks for the topic in the background until it is found. */
  void start() {
    search.start();
  }

  /** Whether the topic was found; still so while Kafka is away, when requests are answered 503. */
  boolean found() {
    return found;
  }

  /**
   * Writes a record and returns when the topic has it.
   *
   * @param values the request's fields, in the schema's types
   * @param traceparent W3C trace context that the record carries on; null for none
   * @throws Problem when the topic does not take it in time
   */
  void send(String id, long receivedAtMillis, Map<String, Object> values, String traceparent) {
    var record = record(id, receivedAtMillis, values);
    if (traceparent != null) {
      record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      producer.send(record).get(DELIVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.notNow(HttpStatus.SERVICE_UNAVAILABLE, "the gateway is stopping", e);
    } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
      throw Problem.notNow(
          HttpStatus.SERVICE_UNAVAILABLE,
          "the stream does not take the request now; send it again with the same Idempotency-Key",
          e);
    }
  }

  @Override
  public void close() {
    closing = true;
    search.interrupt();
    producer.close(STOP);
  }

  private ProducerRecord<byte[], byte[]> record(
      String id, long receivedAtMillis, Map<String, Object> values) {
    var builder = new GenericRecordBuilder(schema);
    values.forEach(builder::set);
    var value = builder.set("id", id).set("received_at", receivedAtMillis).build();
    var key = value.get(keyField).toString().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, key, encoded(value));
  }

  /** One at a time: an encoder is for one thread. */
  private byte[] encoded(GenericRecord value) {
    synchronized (encoder) {
      return encoder.encode(value);
    }
  }

  private void search() {
    while (!found && !closing) {
      try {
        found = !producer.partitionsFor(topic).isEmpty();
      } catch (KafkaException e) {
        if (!closing) {
          LOG.warn("topic {} is not found, looking again: {}", topic, e.getMessage());
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BACK_OFF);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
