package io.neuralhive.operator.flow;

import static io.neuralhive.operator.flow.Cluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.api.v1alpha1.stream.EventStreamStatus;
import io.neuralhive.local.services.TestServices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams on real Kafka and a real registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamFlowTest {
  private static final String NS = "streams";
  private static final String FIELDS = "{\"name\": \"id\", \"type\": \"string\"}";

  private final Cluster cluster = Cluster.shared();
  private Admin kafka;

  @BeforeAll
  void start() {
    cluster.platform(NS);
    kafka =
        Admin.create(Map.of("bootstrap.servers", TestServices.shared().kafka().bootstrapServers()));
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  @Test
  void aDeletedTopicIsMadeAgain() throws Exception {
    ready("deleted", FIELDS, "");
    kafka.deleteTopics(List.of(NS + ".deleted")).all().get();
    await("the topic is back", () -> topics().contains(NS + ".deleted"));
  }

  @Test
  void changedRetentionIsPutRightAndPartitionsGrow() throws Exception {
    ready("drift", FIELDS, "topic: {partitions: 1, retention: 2h}");
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, NS + ".drift");
    kafka
        .incrementalAlterConfigs(
            Map.of(
                resource,
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET))))
        .all()
        .get();
    await("retention is 2 h again", () -> retention(resource).equals("7200000"));
    apply("drift", FIELDS, "topic: {partitions: 3, retention: 2h}");
    await("three partitions", () -> Integer.valueOf(3).equals(status("drift").partitions()));
  }

  @Test
  void aChangedLevelAndADeletedSubjectArePutRight() throws Exception {
    ready("levels", FIELDS, "compatibility: Full");
    var subject = NS + ".levels-value";
    registry("PUT", "/config/" + subject, "{\"compatibility\": \"NONE\"}");
    await(
        "the level is FULL again",
        () -> registry("GET", "/config/" + subject, null).contains("\"FULL\""));
    registry("DELETE", "/subjects/" + subject, null);
    await(
        "the subject is back",
        () -> registry("GET", "/subjects", null).contains("\"" + subject + "\""));
  }

  @Test
  void anIncompatibleSchemaIsRefusedByNameOfTheFieldAndTheOldOneStays() {
    ready("narrow", FIELDS, "");
    var id = status("narrow").schemaId();
    apply("narrow", FIELDS + ", {\"name\": \"amount\", \"type\": \"int\"}", "");
    await("it is refused", () -> "IncompatibleSchema".equals(reason("narrow", "Accepted")));
    assertThat(cluster.message(EventStream.class, NS, "narrow", "Accepted"))
        .contains("spec.schema")
        .contains("'amount'")
        .contains("default");
    assertThat(status("narrow").schemaId()).isEqualTo(id);
    assertThat(status("narrow").schemaVersion()).isEqualTo(1);
    apply("narrow", FIELDS + ", {\"name\": \"amount\", \"type\": \"int\", \"default\": 0}", "");
    await("it is accepted", () -> "Ready".equals(reason("narrow", "Ready")));
    assertThat(status("narrow").schemaVersion()).isEqualTo(2);
  }

  @Test
  void aKeyThatIsNoStringFieldIsRefused() {
    apply("keyless", "{\"name\": \"id\", \"type\": \"long\"}", "");
    await("it is refused", () -> "InvalidKey".equals(reason("keyless", "Accepted")));
    assertThat(cluster.message(EventStream.class, NS, "keyless", "Accepted"))
        .startsWith("spec.key: field 'id' is of type long");
    assertThat(topics()).doesNotContain(NS + ".keyless");
  }

  @Test
  void retainHasNoFinalizerAndLeavesTheTopic() {
    ready("kept", FIELDS, "");
    var stream = cluster.get(EventStream.class, NS, "kept");
    assertThat(stream.getMetadata().getFinalizers()).isEmpty();
    cluster.admin().resource(stream).delete();
    await("it is gone", () -> cluster.get(EventStream.class, NS, "kept") == null);
    assertThat(topics()).contains(NS + ".kept");
  }

  @Test
  void deleteRemovesTopicAndSubjectAndChangingThePolicyTakesTheFinalizerOff() {
    ready("gone", FIELDS, "deletionPolicy: Delete");
    assertThat(cluster.get(EventStream.class, NS, "gone").getMetadata().getFinalizers())
        .containsExactly("neuralhive.io/stream");
    apply("gone", FIELDS, "deletionPolicy: Retain");
    await(
        "no finalizer",
        () -> cluster.get(EventStream.class, NS, "gone").getMetadata().getFinalizers().isEmpty());
    apply("gone", FIELDS, "deletionPolicy: Delete");
    await("ready", () -> "Ready".equals(reason("gone", "Ready")));
    cluster.admin().resource(cluster.get(EventStream.class, NS, "gone")).delete();
    await("it is gone", () -> cluster.get(EventStream.class, NS, "gone") == null);
    assertThat(topics()).doesNotContain(NS + ".gone");
    assertThat(registry("GET", "/subjects", null)).doesNotContain(NS + ".gone-value");
  }

  @Test
  void aDeletionThatCannotBeDoneSaysWhy() {
    cluster.apply(
        """
        apiVersion: neuralhive.io/v1alpha1
        kind: CognitivePlatform
        metadata: {name: away}
        spec:
          kafka: {external: {bootstrapServers: "127.0.0.1:1"}}
          schemaRegistry: {external: {url: "http://127.0.0.1:1"}}
        """,
        NS);
    cluster.apply(
        manifest("stuck", FIELDS, "deletionPolicy: Delete").replace("name: hive", "name: away"),
        NS);
    await("it fails", () -> "RegistryUnreachable".equals(reason("stuck", "Ready")));
    cluster.admin().resource(cluster.get(EventStream.class, NS, "stuck")).delete();
    await("it says so", () -> "KafkaUnreachable".equals(reason("stuck", "Ready")));
    cluster.admin().resource(cluster.get(CognitivePlatform.class, NS, "away")).delete();
    await("it is gone", () -> cluster.get(EventStream.class, NS, "stuck") == null);
  }

  private void ready(String name, String fields, String rest) {
    apply(name, fields, rest);
    await(name + " is Ready", () -> "Ready".equals(reason(name, "Ready")));
  }

  private void apply(String name, String fields, String rest) {
    cluster.apply(manifest(name, fields, rest), NS);
  }

  private static String manifest(String name, String fields, String rest) {
    return """
    apiVersion: neuralhive.io/v1alpha1
    kind: EventStream
    metadata:
      name: %s
    spec:
      platformRef: {name: hive}
      key: id
      %s
      schema: |
        {"type": "record", "name": "R", "namespace": "test", "fields": [%s]}
    """
        .formatted(name, rest, fields);
  }

  private String reason(String name, String type) {
    return cluster.reason(EventStream.class, NS, name, type);
  }

  private EventStreamStatus status(String name) {
    return cluster.get(EventStream.class, NS, name).getStatus();
  }

  private Set<String> topics() {
    try {
      return kafka.listTopics().names().get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String retention(ConfigResource topic) {
    try {
      return kafka
          .describeConfigs(List.of(topic))
          .all()
          .get()
          .get(topic)
          .get("retention.ms")
          .value();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String registry(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(TestServices.shared().registry().ccompatUrl() + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
