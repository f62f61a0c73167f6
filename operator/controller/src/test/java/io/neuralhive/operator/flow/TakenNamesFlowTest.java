package io.neuralhive.operator.flow;

import static io.neuralhive.operator.flow.Cluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import org.junit.jupiter.api.Test;

/** Nothing of somebody else's is taken over because it has the name that ours would have. */
class TakenNamesFlowTest {
  private static final String NS = "taken";
  private static final String MODEL = "intention-flow-ledger";

  private final Cluster cluster = Cluster.shared();

  @Test
  void whatSomebodyElseMadeOrOwnsStaysAndTheConditionSaysWhose() throws Exception {
    cluster.platform(NS);
    cluster.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s}
        data: {mine: "yes"}
        """
            .formatted(MODEL),
        NS);
    cluster.apply(
        Cluster.example("model.yaml").replace("name: intent-domain", "name: " + MODEL), NS);
    await("the model waits", () -> "NameTaken".equals(modelReason()));
    assertThat(cluster.message(ModelDeployment.class, NS, MODEL, "Ready"))
        .isEqualTo(
            "ConfigMap taken/%s was made by somebody else; rename one of the two, or delete it"
                .formatted(MODEL));
    assertThat(cluster.get(ConfigMap.class, NS, MODEL).getData()).containsOnlyKeys("mine");
    assertThat(cluster.get(Deployment.class, NS, MODEL)).isNull();

    cluster.admin().resource(cluster.get(ConfigMap.class, NS, MODEL)).delete();
    await("the model rolls out", () -> "PodsNotReady".equals(modelReason()));
    cluster.applyExample(NS, "streams.yaml", "model.yaml", "ledger.yaml", "pipeline.yaml");
    await("the pipeline waits", () -> "NameTaken".equals(pipelineReason()));
    assertThat(cluster.message(CognitivePipeline.class, NS, "intention-flow", "Ready"))
        .contains(MODEL, "belongs to ModelDeployment '%s'".formatted(MODEL));
    assertThat(cluster.get(Deployment.class, NS, "intention-flow-capture")).isNull();

    cluster.admin().resource(cluster.get(ModelDeployment.class, NS, MODEL)).delete();
    await("the pipeline rolls out", () -> "UnitsNotReady".equals(pipelineReason()));
  }

  private String modelReason() {
    return cluster.reason(ModelDeployment.class, NS, MODEL, "Ready");
  }

  private String pipelineReason() {
    return cluster.reason(CognitivePipeline.class, NS, "intention-flow", "Ready");
  }
}
