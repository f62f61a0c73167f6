package io.neuralhive.operator.model;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.neuralhive.operator.kube.Owners;

/** The ServiceAccount of the server, which has no business with the API server. */
final class ModelAccount {
  private ModelAccount() {}

  static ServiceAccount desired(ModelPlan plan) {
    return new ServiceAccountBuilder()
        .withMetadata(Owners.metadata(plan.model(), plan.name(), plan.labels()))
        .withAutomountServiceAccountToken(false)
        .build();
  }
}
