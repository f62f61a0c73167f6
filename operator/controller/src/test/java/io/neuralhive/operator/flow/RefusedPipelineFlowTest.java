package io.neuralhive.operator.flow;

import static io.neuralhive.operator.flow.Cluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong specs are refused by path, and what ran before goes on untouched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedPipelineFlowTest {
  private static final String NS = "refused";

  private final Cluster cluster = Cluster.shared();

  @BeforeAll
  void start() throws Exception {
    cluster.platform(NS);
    cluster.applyExample(NS, "streams.yaml", "model.yaml", "ledger.yaml", "pipeline.yaml");
    await("the pipeline rolls out", () -> "Rolling".equals(reason("Progressing")));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        edit(
            "name: understand\n        writes",
            "name: understnad\n        writes",
            "Accepted",
            "spec.stages[2].function.name"),
        edit(
            "library: intention\n        name: capture",
            "library: intentions\n        name: capture",
            "Accepted",
            "spec.stages[0].function.library"),
        edit(
            "- {tensor: domain, field: domain}",
            "- {tensor: topic, field: domain}",
            "Accepted",
            "spec.stages[1].model.outputs[0]"),
        edit(
            "- {tensor: text, field: text}",
            "- {tensor: text, field: txt}",
            "Accepted",
            "spec.stages[1].model.inputs[0]"),
        edit(
            "- {column: route, field: route}",
            "- {column: rout, field: route}",
            "Accepted",
            "spec.sinks[0].postgresql.columns[11]"),
        edit(
            "- {column: language, field: language}",
            "- {column: language, field: lang}",
            "Accepted",
            "spec.sinks[0].postgresql.columns[2]"),
        edit("table: plans", "table: plan", "Accepted", "spec.sinks[0].postgresql.table"),
        edit(
            "- name: text\n          minLength",
            "- name: body\n          minLength",
            "Accepted",
            "spec.ingress.http.fields[0]"),
        edit(
            "name: intent-domain",
            "name: intent-domian",
            "ResolvedRefs",
            "spec.stages[1].model.modelRef.name"),
        edit(
            "name: ledger\n        table",
            "name: ledgr\n        table",
            "ResolvedRefs",
            "spec.sinks[0].postgresql.schemaRef.name"));
  }

  private static Arguments edit(String text, String wrong, String condition, String path) {
    return Arguments.of(text, wrong, condition, path);
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("wrong")
  void aWrongSpecIsRefusedByPathAndTheOldGoesOn(
      String text, String wrong, String condition, String path) throws Exception {
    var before = cluster.get(Deployment.class, NS, "intention-flow-capture");
    var planHash = pipeline().getStatus().planHash();
    var yaml = Cluster.example("pipeline.yaml");
    assertThat(yaml).contains(text);
    cluster.apply(yaml.replace(text, wrong), NS);
    await(
        "refused by " + condition,
        () -> {
          var message = cluster.message(CognitivePipeline.class, NS, "intention-flow", condition);
          return message != null && message.contains(path);
        });
    assertThat(cluster.message(CognitivePipeline.class, NS, "intention-flow", "Ready"))
        .startsWith("what ran before goes on (");
    var after = cluster.get(Deployment.class, NS, "intention-flow-capture");
    assertThat(after.getSpec()).isEqualTo(before.getSpec());
    assertThat(pipeline().getStatus().planHash()).isEqualTo(planHash);
    assertThat(pipeline().getStatus().units()).hasSize(3);
    cluster.apply(yaml, NS);
    await("it is accepted again", () -> "Rolling".equals(reason("Progressing")));
  }

  @Test
  void whatRunsIsKeptAsItWasWhileASpecIsRefused() throws Exception {
    var yaml = Cluster.example("pipeline.yaml");
    cluster.apply(yaml.replace("table: plans", "table: plan"), NS);
    await("refused", () -> "InvalidSpec".equals(reason("Accepted")));
    var uid = cluster.get(Deployment.class, NS, "intention-flow-ledger").getMetadata().getUid();
    cluster.admin().resource(cluster.get(Deployment.class, NS, "intention-flow-ledger")).delete();
    await(
        "the Deployment is back",
        () -> {
          var again = cluster.get(Deployment.class, NS, "intention-flow-ledger");
          return again != null && !again.getMetadata().getUid().equals(uid);
        });
    cluster
        .admin()
        .resource(cluster.get(ConfigMap.class, NS, "intention-flow-capture"))
        .edit(
            it -> {
              it.setData(Map.of("plan.json", "{}"));
              return it;
            });
    await(
        "the plan is back",
        () ->
            cluster
                .get(ConfigMap.class, NS, "intention-flow-capture")
                .getData()
                .get("plan.json")
                .contains("capture"));
    assertThat(reason("Accepted")).isEqualTo("InvalidSpec");
    cluster.apply(yaml, NS);
    await("it is accepted again", () -> "Rolling".equals(reason("Progressing")));
  }

  private CognitivePipeline pipeline() {
    return cluster.get(CognitivePipeline.class, NS, "intention-flow");
  }

  private String reason(String type) {
    return cluster.reason(CognitivePipeline.class, NS, "intention-flow", type);
  }
}
