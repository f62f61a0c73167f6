package io.neuralhive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** What the operator made of the example, and that it keeps it so. */
class ObjectsTest {

  private static final Duration SECONDS = Duration.ofSeconds(30);
  private static final List<String> KINDS =
      List.of(
          "CognitivePlatform",
          "CognitivePipeline",
          "EventStream",
          "ModelDeployment",
          "DatabaseSchema");

  private final RunningHive hive = RunningHive.shared();

  @Test
  void everyObjectIsReady() {
    for (var kind : KINDS) {
      var objects = list(kind);
      assertThat(objects).as(kind).isNotEmpty();
      assertThat(objects).as(kind).allMatch(this::isReady);
    }
  }

  @Test
  void ownedObjectsThatAreDeletedComeBack() {
    for (var object : owned()) {
      var uid = object.getMetadata().getUid();
      hive.cluster().resource(object).delete();
      Eventually.within(SECONDS)
          .that(
              described(object) + " is back",
              () -> {
                var now = hive.cluster().resource(object).get();
                return now != null && !now.getMetadata().getUid().equals(uid);
              });
    }
    allReadyAgain();
  }

  @Test
  void ownedObjectsThatAreEditedByHandAreSetRight() {
    var deployment =
        hive.cluster()
            .apps()
            .deployments()
            .inNamespace(RunningHive.NAMESPACE)
            .withName("intention-flow-capture");
    var image =
        deployment.get().getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    deployment.edit(
        d -> {
          d.getSpec()
              .getTemplate()
              .getSpec()
              .getContainers()
              .getFirst()
              .setImage("somebody/elses:1");
          return d;
        });
    Eventually.within(SECONDS)
        .that(
            "the image is the plan's",
            () ->
                deployment
                    .get()
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getImage()
                    .equals(image));
    var config =
        hive.cluster()
            .configMaps()
            .inNamespace(RunningHive.NAMESPACE)
            .withName("intention-flow-capture");
    var plan = config.get().getData();
    config.edit(
        c -> {
          c.getData().replaceAll((key, value) -> "{}");
          return c;
        });
    Eventually.within(SECONDS)
        .that("the plan is the compiled one", () -> config.get().getData().equals(plan));
    allReadyAgain();
  }

  @Test
  void aTopicThatIsDeletedComesBack() throws Exception {
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", hive.state().get("kafka").asText()))) {
      // Nothing reads dead letters, so nobody loses a record by this.
      var topic = "neural-hive.intention-flow.capture.dead-letters";
      admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
      Eventually.within(Duration.ofSeconds(60))
          .that("the topic is back", () -> admin.listTopics().names().get().contains(topic));
    }
  }

  @Test
  void anUnchangedPlatformIsNotWrittenTo() throws InterruptedException {
    allReadyAgain();
    var before = versions();
    // Longer than the operator's own look at topics and services.
    Thread.sleep(Duration.ofSeconds(25));
    assertThat(versions()).isEqualTo(before);
  }

  @Test
  void aWrongPipelineIsRefusedWithThePathAndTheOldOneGoesOn() throws IOException {
    var pipeline = get("CognitivePipeline", "intention-flow");
    var running = statusOf(pipeline).path("planHash").asText();
    var wrong = RunningHive.JSON.convertValue(pipeline, JsonNode.class);
    ((com.fasterxml.jackson.databind.node.ObjectNode)
            wrong.path("spec").path("stages").path(3).path("function"))
        .put("name", "plam");
    apply(wrong);
    Eventually.within(SECONDS)
        .because(() -> statusOf(get("CognitivePipeline", "intention-flow")).toPrettyString())
        .that(
            "it is refused with the path",
            () -> {
              var accepted = condition(get("CognitivePipeline", "intention-flow"), "Accepted");
              return accepted.path("status").asText().equals("False")
                  && accepted.path("message").asText().contains("spec.stages[3].function.name")
                  && accepted.path("message").asText().contains("plan");
            });
    assertThat(statusOf(get("CognitivePipeline", "intention-flow")).path("planHash").asText())
        .isEqualTo(running);
    var answer =
        hive.post(
            "?wait=10s",
            RunningHive.body("Show the open orders"),
            Map.of("Content-Type", "application/json"));
    assertThat(answer.statusCode()).isEqualTo(200);
    apply(RunningHive.JSON.convertValue(pipeline, JsonNode.class));
    allReadyAgain();
  }

  private void apply(JsonNode object) throws IOException {
    var node = (com.fasterxml.jackson.databind.node.ObjectNode) object.deepCopy();
    node.remove("status");
    ((com.fasterxml.jackson.databind.node.ObjectNode) node.get("metadata"))
        .remove(
            List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp"));
    hive.cluster()
        .resource(RunningHive.JSON.treeToValue(node, GenericKubernetesResource.class))
        .fieldManager("hive-up")
        .forceConflicts()
        .serverSideApply();
  }

  private void allReadyAgain() {
    Eventually.within(Duration.ofSeconds(90))
        .that(
            "all are Ready",
            () -> KINDS.stream().flatMap(kind -> list(kind).stream()).allMatch(this::isReady));
  }

  private List<HasMetadata> owned() {
    var cluster = hive.cluster();
    var owned = new ArrayList<HasMetadata>();
    owned.addAll(cluster.apps().deployments().inNamespace(RunningHive.NAMESPACE).list().getItems());
    owned.addAll(cluster.configMaps().inNamespace(RunningHive.NAMESPACE).list().getItems());
    owned.addAll(cluster.services().inNamespace(RunningHive.NAMESPACE).list().getItems());
    owned.addAll(cluster.serviceAccounts().inNamespace(RunningHive.NAMESPACE).list().getItems());
    return owned.stream().filter(o -> !o.getMetadata().getOwnerReferences().isEmpty()).toList();
  }

  private Map<String, String> versions() {
    var objects = new ArrayList<HasMetadata>(owned());
    KINDS.forEach(kind -> objects.addAll(list(kind)));
    return objects.stream()
        .collect(
            Collectors.toMap(ObjectsTest::described, o -> o.getMetadata().getResourceVersion()));
  }

  private List<GenericKubernetesResource> list(String kind) {
    return hive.cluster()
        .genericKubernetesResources(context(kind))
        .inNamespace(RunningHive.NAMESPACE)
        .list()
        .getItems();
  }

  private GenericKubernetesResource get(String kind, String name) {
    return hive.cluster()
        .genericKubernetesResources(context(kind))
        .inNamespace(RunningHive.NAMESPACE)
        .withName(name)
        .get();
  }

  private static ResourceDefinitionContext context(String kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("neuralhive.io")
        .withVersion("v1alpha1")
        .withKind(kind)
        .withNamespaced(true)
        .build();
  }

  private boolean isReady(GenericKubernetesResource object) {
    var ready = condition(object, "Ready");
    return ready.path("status").asText().equals("True")
        && ready.path("observedGeneration").asLong() == object.getMetadata().getGeneration();
  }

  private static JsonNode condition(GenericKubernetesResource object, String type) {
    for (var condition : statusOf(object).path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static JsonNode statusOf(GenericKubernetesResource object) {
    return RunningHive.JSON.valueToTree(object).path("status");
  }

  private static String described(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }
}
