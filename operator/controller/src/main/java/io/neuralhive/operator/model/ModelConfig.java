package io.neuralhive.operator.model;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.neuralhive.operator.kube.Owners;
import io.neuralhive.plan.Plans;
import java.util.Map;

/** The ConfigMap that the server reads. */
final class ModelConfig {
  private ModelConfig() {}

  static ConfigMap desired(ModelPlan plan) {
    return new ConfigMapBuilder()
        .withMetadata(Owners.metadata(plan.model(), plan.name(), plan.labels()))
        .withData(Map.of(ModelPlan.KEY, Plans.write(plan.server())))
        .build();
  }
}
