package io.neuralhive.gateway;

import io.neuralhive.local.services.TestServices;
import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.plan.GatewayPlan.RequestField;
import io.neuralhive.plan.Kafka;
import io.neuralhive.plan.Output;
import io.neuralhive.plan.Plans;
import io.neuralhive.plan.Registry;
import io.neuralhive.wire.RecordDecoder;
import io.neuralhive.wire.RecordEncoder;
import io.neuralhive.wire.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A pipeline of its own on the shared Kafka and Redis, and who stands behind it. */
final class Scene implements AutoCloseable {

  static final String REQUESTS =
      """
      {"type": "record", "name": "Wish", "namespace": "test", "fields": [
        {"name": "id", "type": "string"},
        {"name": "text", "type": "string", "doc": "What is wished for."},
        {"name": "received_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "tone", "type": ["null", {"type": "enum", "name": "Tone",
          "symbols": ["MILD", "FIRM"]}]},
        {"name": "amount", "type": "double", "default": 1.5},
        {"name": "count", "type": ["null", "int"], "default": null}
      ]}
      """;

  static final String RESULTS =
      """
      {"type": "record", "name": "Outcome", "namespace": "test", "doc": "What came of it.",
        "fields": [
        {"name": "id", "type": "string"},
        {"name": "received_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "steps", "type": {"type": "array", "items": {
          "type": "record", "name": "Step", "fields": [
            {"name": "name", "type": "string"},
            {"name": "then", "type": ["null", "Step"]}]}}}
      ]}
      """;

  static final List<RequestField> FIELDS =
      List.of(
          new RequestField("amount", 0, 10_000, List.of()),
          new RequestField("count", 0, 10_000, List.of()),
          new RequestField("text", 1, 10_000, List.of("Email", "Cpf", "Phone", "Card")),
          new RequestField("tone", 0, 10_000, List.of()));

  private static final TestServices SERVICES = TestServices.shared();
  private static final int REQUESTS_ID = 1;
  private static final int RESULTS_ID = 2;
  private static final Duration LOOK = Duration.ofMillis(100);

  final String name = "p" + UUID.randomUUID().toString().substring(0, 8);
  final Path folder;
  final SchemaIds registry;
  private final KafkaConsumer<byte[], byte[]> consumer =
      new KafkaConsumer<>(kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  private final List<TopicPartition> partitions =
      List.of(new TopicPartition(topic(), 0), new TopicPartition(topic(), 1));
  private final Schema requests = new Schema.Parser().parse(REQUESTS);
  private final Schema results = new Schema.Parser().parse(RESULTS);

  Scene(Path folder) throws Exception {
    this.folder = folder;
    registry = new SchemaIds(Map.of("1", REQUESTS, "2", RESULTS));
    try (var admin = Admin.create(kafka())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic(), 2, (short) 1), new NewTopic(resultTopic(), 2, (short) 1)))
          .all()
          .get();
    }
  }

  GatewayPlan plan() throws Exception {
    var redis = SERVICES.redis();
    return plan(
        SERVICES.kafka().bootstrapServers(),
        new GatewayPlan.Redis(redis.host(), redis.port(), secret(redis.password()).toString()));
  }

  GatewayPlan plan(String bootstrapServers, GatewayPlan.Redis redis) {
    return new GatewayPlan(
        "ns",
        name,
        "/wishes",
        65_536,
        new Kafka(bootstrapServers),
        new Registry(registry.url()),
        FIELDS,
        new Output(null, topic(), "id", REQUESTS_ID, REQUESTS),
        new GatewayPlan.ResultStream(resultTopic(), RESULTS, 3600),
        redis);
  }

  /** A plan that needs no services, for what is decided by the plan alone. */
  static GatewayPlan planAlone(GatewayPlan.ResultStream results) {
    return new GatewayPlan(
        "ns",
        "wishing",
        "/wishes",
        65_536,
        new Kafka("127.0.0.1:1"),
        new Registry("http://127.0.0.1:1"),
        FIELDS,
        new Output(null, "ns.wishes", "id", 1, REQUESTS),
        results,
        null);
  }

  Path write(GatewayPlan plan) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "plan", ".json"), Plans.write(plan));
  }

  /** A gateway in this JVM that is ready. */
  TestGateway gateway() throws Exception {
    return TestGateway.start(write(plan())).whenReady();
  }

  Path secret(String password) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "password", ""), password);
  }

  String topic() {
    return name + ".wishes";
  }

  String resultTopic() {
    return name + ".outcomes";
  }

  /** What stands for the pipeline: writes the result of a request. */
  void answer(String id, String... steps) throws Exception {
    var outcome = new GenericData.Record(results);
    outcome.put("id", id);
    outcome.put("received_at", 0L);
    var step = results.getField("steps").schema().getElementType();
    var list = new ArrayList<GenericRecord>();
    for (var name : steps) {
      var one = new GenericData.Record(step);
      one.put("name", name);
      list.add(one);
    }
    outcome.put("steps", list);
    write(id, new RecordEncoder(RESULTS_ID, results).encode(outcome));
  }

  /** Writes anything to the topic of results. */
  void write(String key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      var bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(resultTopic(), bytes, value)).get();
    }
  }

  /** How many records the topic of requests has now. */
  long count() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
  }

  /** Everything in the topic of requests now. */
  List<GenericRecord> requests() {
    try (var schemas = new SchemaRegistry(registry.url(), Clock.systemUTC())) {
      var decoder = new RecordDecoder(requests, schemas);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var found = new ArrayList<GenericRecord>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(LOOK).forEach(r -> found.add(decoder.decode(r.value())));
      }
      return found;
    }
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", SERVICES.kafka().bootstrapServers());
  }

  @Override
  public void close() {
    registry.close();
    consumer.close();
  }
}
