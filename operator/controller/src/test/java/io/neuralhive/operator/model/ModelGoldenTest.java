package io.neuralhive.operator.model;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.operator.Golden;
import io.neuralhive.operator.kube.Rollout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every object that a model becomes, and its first status. */
class ModelGoldenTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    return Golden.cases("model")
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private static void run(Path folder) throws IOException {
    var model = Golden.inputs(folder, ModelDeployment.class).getFirst();
    var plan = ModelPlan.of(model, "inference@sha256:cc");
    var status = new ModelDeployment();
    status.setMetadata(new ObjectMetaBuilder().withName(model.getMetadata().getName()).build());
    status.setStatus(
        ModelStatuses.of(
            plan, Rollout.of(null, plan.replicas(), plan.hash()), Optional.empty(), CLOCK));
    Golden.compare(
        folder,
        List.of(
            ModelConfig.desired(plan),
            ModelAccount.desired(plan),
            ModelService.desired(plan),
            ModelWorkload.desired(plan),
            status));
  }
}
