package io.neuralhive.operator.flow;

import static io.neuralhive.operator.flow.Cluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineSpec;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.local.services.TestServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The shipped example, from its manifests to what it becomes, and back to it after every harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExampleFlowTest {
  private static final String NS = "example";
  private static final List<String> PROCESSES =
      List.of("intention-flow-capture", "intention-flow-gateway", "intention-flow-ledger");

  private final Cluster cluster = Cluster.shared();

  @BeforeAll
  void applyTheExample() throws Exception {
    cluster.platform(NS);
    // The pipeline comes first: order must not matter.
    cluster.applyExample(NS, "pipeline.yaml", "ledger.yaml", "streams.yaml", "model.yaml");
    await("the pipeline rolls out", () -> "Rolling".equals(reason("Progressing")));
  }

  @Test
  @Order(1)
  void everythingThatIsDeclaredIsMade() throws Exception {
    assertThat(cluster.get(CognitivePlatform.class, NS, "hive").getStatus().reachable())
        .isEqualTo("4/4");
    for (var stream : List.of("intentions", "plans")) {
      var status = cluster.get(EventStream.class, NS, stream).getStatus();
      assertThat(status.topic()).isEqualTo(NS + "." + stream);
      assertThat(status.partitions()).isEqualTo(4);
      assertThat(status.schemaId()).isPositive();
    }
    try (var admin = admin()) {
      assertThat(admin.listTopics().names().get())
          .contains(
              NS + ".intentions",
              NS + ".plans",
              NS + ".intention-flow.capture.dead-letters",
              NS + ".intention-flow.ledger.dead-letters");
    }
    var schema = cluster.get(DatabaseSchema.class, NS, "ledger").getStatus();
    assertThat(schema.version()).isEqualTo("2");
    assertThat(schema.tables()).extracting(table -> table.name()).containsExactly("plans");
    assertThat(schema.tables().getFirst().primaryKey()).containsExactly("id");
    for (var process : PROCESSES) {
      assertThat(cluster.get(Deployment.class, NS, process)).as(process).isNotNull();
      assertThat(cluster.get(ConfigMap.class, NS, process).getData()).containsKey("plan.json");
    }
    assertThat(cluster.get(CognitivePipeline.class, NS, "intention-flow").getStatus().ingress())
        .isEqualTo("http://intention-flow-gateway.%s.svc:8080/intentions".formatted(NS));
  }

  @Test
  @Order(2)
  void aSecondPassWritesNothing() {
    awaitQuiet();
    var versions = versions();
    var before = cluster.writes().all().size();
    // Every kind is reconciled again: those that poll by their polls, all by a touch of metadata.
    for (var object : primaries()) {
      cluster
          .admin()
          .resource(object)
          .edit(
              it -> {
                it.getMetadata().setAnnotations(Map.of("touched", "yes"));
                return it;
              });
    }
    var reconciled = reconciliations();
    await("polls pass", () -> reconciliations() >= reconciled + 12);
    assertThat(cluster.writes().all().subList(before, cluster.writes().all().size())).isEmpty();
    versions.keySet().removeIf(key -> primaries().stream().anyMatch(p -> key.equals(key(p))));
    var now = versions();
    assertThat(now).containsAllEntriesOf(versions);
  }

  @Test
  @Order(3)
  void whateverIsDeletedComesBack() {
    for (var object : owned()) {
      var uid = object.getMetadata().getUid();
      cluster.admin().resource(object).delete();
      await(
          key(object) + " is back",
          () -> {
            var again = cluster.admin().resource(object).get();
            return again != null && !again.getMetadata().getUid().equals(uid);
          });
    }
  }

  @Test
  @Order(4)
  void whateverIsEditedIsPutRight() {
    edit(Deployment.class, "intention-flow-capture", d -> d.getSpec().setReplicas(7));
    await("replicas", () -> deployment("intention-flow-capture").getSpec().getReplicas() == 1);
    edit(
        Deployment.class,
        "intention-flow-ledger",
        d -> d.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("evil"));
    await(
        "image",
        () ->
            deployment("intention-flow-ledger")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage()
                .equals("runner"));
    edit(ConfigMap.class, "intention-flow-ledger", c -> c.setData(Map.of("plan.json", "{}")));
    await(
        "plan",
        () ->
            cluster
                .get(ConfigMap.class, NS, "intention-flow-ledger")
                .getData()
                .get("plan.json")
                .contains("ledger"));
    edit(Service.class, "intention-flow-gateway", s -> s.getSpec().setSelector(Map.of("a", "b")));
    await(
        "selector",
        () ->
            "gateway"
                .equals(
                    cluster
                        .get(Service.class, NS, "intention-flow-gateway")
                        .getSpec()
                        .getSelector()
                        .get("app.kubernetes.io/name")));
    edit(ServiceAccount.class, "intent-domain", a -> a.setAutomountServiceAccountToken(true));
    await(
        "token",
        () ->
            !cluster
                .get(ServiceAccount.class, NS, "intent-domain")
                .getAutomountServiceAccountToken());
    edit(Deployment.class, "intent-domain", d -> d.getMetadata().setLabels(Map.of("a", "b")));
    await(
        "labels",
        () ->
            deployment("intent-domain")
                .getMetadata()
                .getLabels()
                .containsKey("neuralhive.io/model"));
  }

  @Test
  @Order(5)
  void readyIsWhatTheDeploymentsSay() {
    for (var process : PROCESSES) {
      available(process, 1);
    }
    await("Ready", () -> "Running".equals(reason("Ready")));
    assertThat(pipeline().getStatus().readyUnits()).isEqualTo("3/3");
    assertThat(reason("Progressing")).isEqualTo("Complete");
    available("intention-flow-ledger", 0);
    await("Degraded", () -> "UnitDown".equals(reason("Degraded")));
    assertThat(reason("Ready")).isEqualTo("UnitDown");
    assertThat(pipeline().getStatus().readyUnits()).isEqualTo("2/3");
    available("intention-flow-ledger", 1);
    await("Ready again", () -> "Running".equals(reason("Ready")));
  }

  @Test
  @Order(6)
  void failingPodsSpeakForThemselves() {
    say("intention-flow-capture", ExternalActor.crashed("runner", 1, "registry is not there"));
    await(
        "the pod's words",
        () -> String.valueOf(message("Ready")).contains("exit code 1: registry is not there"));
    assertThat(pipeline().getStatus().units().getFirst().message())
        .contains("registry is not there");
    say("intent-domain", ExternalActor.crashed("inference", 1, "digest differs"));
    await(
        "the server's words",
        () ->
            String.valueOf(cluster.message(ModelDeployment.class, NS, "intent-domain", "Ready"))
                .contains("exit code 1: digest differs"));
    assertThat(cluster.reason(ModelDeployment.class, NS, "intent-domain", "Ready"))
        .isEqualTo("PodsFailing");
  }

  @Test
  @Order(7)
  void aUnitThatIsNotWantedAnyMoreGoes() {
    var before = pipeline();
    cluster
        .admin()
        .resource(before)
        .edit(
            it -> {
              var spec = it.getSpec();
              it.setSpec(
                  new CognitivePipelineSpec(
                      spec.platformRef(),
                      spec.schemas(),
                      spec.ingress(),
                      spec.stages(),
                      List.of(),
                      spec.delivery(),
                      spec.deadLetters(),
                      spec.scale(),
                      spec.resources()));
              return it;
            });
    await("the ledger goes", () -> deployment("intention-flow-ledger") == null);
    await(
        "its account goes",
        () -> cluster.get(ServiceAccount.class, NS, "intention-flow-ledger") == null);
    assertThat(deployment("intention-flow-capture")).isNotNull();
  }

  @Test
  @Order(8)
  void whatIsOwnedGoesWithItsOwnerAndTopicsStay() throws Exception {
    cluster.admin().resource(pipeline()).delete();
    await("deployments go", () -> deployment("intention-flow-capture") == null);
    try (var admin = admin()) {
      assertThat(admin.listTopics().names().get())
          .contains(NS + ".intention-flow.capture.dead-letters", NS + ".intentions");
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of("bootstrap.servers", TestServices.shared().kafka().bootstrapServers()));
  }

  private <T extends HasMetadata> void edit(Class<T> kind, String name, Consumer<T> change) {
    cluster
        .admin()
        .resource(cluster.get(kind, NS, name))
        .edit(
            it -> {
              change.accept(it);
              return it;
            });
  }

  /** Makes the pods of a process ready or not, until its Deployment counts as many. */
  private void available(String name, int replicas) {
    await(
        name + " counts " + replicas,
        () -> {
          say(name, ExternalActor.status(replicas > 0));
          var status = deployment(name).getStatus();
          var available = status.getAvailableReplicas() == null ? 0 : status.getAvailableReplicas();
          return !pods(name).isEmpty() && available == replicas;
        });
  }

  private void say(String name, PodStatus status) {
    for (var pod : pods(name)) {
      cluster
          .admin()
          .resource(pod)
          .editStatus(
              it -> {
                it.setStatus(status);
                return it;
              });
    }
  }

  private List<Pod> pods(String name) {
    return cluster
        .admin()
        .pods()
        .inNamespace(NS)
        .withLabel("app.kubernetes.io/instance", name)
        .list()
        .getItems();
  }

  private List<HasMetadata> primaries() {
    var all = new ArrayList<HasMetadata>();
    for (var kind :
        List.of(
            CognitivePlatform.class,
            EventStream.class,
            DatabaseSchema.class,
            ModelDeployment.class,
            CognitivePipeline.class)) {
      all.addAll(cluster.admin().resources(kind).inNamespace(NS).list().getItems());
    }
    return all;
  }

  private List<HasMetadata> owned() {
    var all = new ArrayList<HasMetadata>();
    for (var kind :
        List.of(ConfigMap.class, ServiceAccount.class, Service.class, Deployment.class)) {
      all.addAll(
          cluster
              .admin()
              .resources(kind)
              .inNamespace(NS)
              .withLabel("app.kubernetes.io/managed-by", "neural-hive-operator")
              .list()
              .getItems());
    }
    return all;
  }

  private TreeMap<String, String> versions() {
    var versions = new TreeMap<String, String>();
    owned().forEach(o -> versions.put(key(o), o.getMetadata().getResourceVersion()));
    primaries().forEach(o -> versions.put(key(o), o.getMetadata().getResourceVersion()));
    return versions;
  }

  private void awaitQuiet() {
    var seen = new AtomicReference<>(List.of(cluster.writes().all().size(), reconciliations()));
    await(
        "writes end",
        () -> {
          int writes = cluster.writes().all().size();
          if (writes != (int) seen.get().getFirst()) {
            seen.set(List.of(writes, reconciliations()));
          }
          return reconciliations() > (int) seen.get().getLast() + 8;
        });
  }

  private int reconciliations() {
    return cluster.reconciliations();
  }

  private static String key(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  private Deployment deployment(String name) {
    return cluster.get(Deployment.class, NS, name);
  }

  private CognitivePipeline pipeline() {
    return cluster.get(CognitivePipeline.class, NS, "intention-flow");
  }

  private String reason(String type) {
    return cluster.reason(CognitivePipeline.class, NS, "intention-flow", type);
  }

  private String message(String type) {
    return cluster.message(CognitivePipeline.class, NS, "intention-flow", type);
  }
}
