package io.neuralhive.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.local.process.Await;
import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.Ports;
import io.neuralhive.local.process.ProcessSpec;
import io.neuralhive.local.process.ProcessSupervisor;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

  private static final Duration LONGEST_READ = Duration.ofSeconds(30);

  @TempDir Path folder;
  private List<Integer> ports;
  private ProcessSupervisor supervisor;

  @BeforeEach
  void open() throws Exception {
    ports = Ports.free(2);
    supervisor = ProcessSupervisor.open(folder.resolve("run"));
  }

  @AfterEach
  void close() {
    supervisor.close();
  }

  @Test
  void committedRecordsSurviveAKillAndAbortedOnesAreNotRead() throws Exception {
    var broker = start();
    try (var admin = admin()) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
    }
    send("committed", true);
    send("aborted", false);
    broker.kill();
    assertThat(broker.onExit().get()).isEqualTo(128 + 9);

    start();
    assertThat(read()).containsExactly("committed");
  }

  @Test
  void topicsAreNotMadeByAccidentAndSigtermEndsTheBrokerSoon() throws Exception {
    var broker = start();
    try (var admin = admin()) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("absent")).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("UnknownTopic");
    }
    assertThat(broker.stop(Duration.ofSeconds(10))).isEqualTo(128 + 15);
  }

  private ChildProcess start() throws Exception {
    var child =
        supervisor.start(
            new ProcessSpec(
                "kafka",
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx320m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    KafkaBroker.class.getName(),
                    "--data",
                    folder.resolve("data").toString(),
                    "--port",
                    ports.getFirst().toString(),
                    "--controller-port",
                    ports.getLast().toString()),
                Map.of(),
                folder,
                folder.resolve("kafka.log")));
    Await.that("the broker listens")
        .within(Duration.ofSeconds(60))
        .whileAlive(child)
        .until(
            () -> {
              new Socket("127.0.0.1", ports.getFirst()).close();
              return true;
            });
    return child;
  }

  private void send(String value, boolean commit) {
    var settings = settings();
    settings.put("transactional.id", "writer");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("t", value));
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private List<String> read() throws Exception {
    var settings = settings();
    settings.put("group.id", "readers");
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("t"));
      Await.that("the topic is read to its end")
          .within(LONGEST_READ)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                var assigned = consumer.assignment();
                // two records and two transaction markers
                return !assigned.isEmpty() && consumer.position(assigned.iterator().next()) >= 4;
              });
    }
    return values;
  }

  private Admin admin() {
    return Admin.create(settings());
  }

  private Map<String, Object> settings() {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", "127.0.0.1:" + ports.getFirst());
    return settings;
  }
}
