package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.wire.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The stream that accepted requests go to. */
final class IngressTopic implements AutoCloseable {

  private static final int DELIVERY_TIMEOUT_MILLIS = 10_000;

  private final String topic;
  private final Schema schema;
  private final RecordEncoder encoder;
  private final KafkaProducer<byte[], byte[]> producer;

  IngressTopic(GatewayPlan plan) {
    topic = plan.output().topic();
    schema = new Schema.Parser().parse(plan.output().schema());
    encoder = new RecordEncoder(plan.output().schemaId(), schema);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, plan.kafka().bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG, plan.namespace() + "." + plan.pipeline() + ".gateway",
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Writes a record and returns when the topic has it.
   *
   * @param traceparent W3C trace context that the record carries on; null for none
   * @throws Problem when the topic does not take it in time
   */
  void send(String id, long receivedAtMillis, Map<String, Object> values, String traceparent) {
    var builder = new GenericRecordBuilder(schema);
    values.forEach(builder::set);
    GenericData.Record value = builder.set("id", id).set("received_at", receivedAtMillis).build();
    var record =
        new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), encoder.encode(value));
    if (traceparent != null) {
      record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      producer.send(record).get(DELIVERY_TIMEOUT_MILLIS + 1000L, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("the gateway is stopping", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw Problem.unavailable(
          "the stream does not take the request now; send it again with the same Idempotency-Key",
          e);
    }
  }

  /** Whether the topic is there. Blocks at most the delivery timeout. */
  boolean reachable() {
    return !producer.partitionsFor(topic).isEmpty();
  }

  @Override
  public void close() {
    producer.close();
  }
}
