package io.neuralhive.operator.model;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.Owners;
import io.neuralhive.operator.kube.RestrictedPods;

/** The Service through which the model is asked. */
final class ModelService {
  private ModelService() {}

  static Service desired(ModelPlan plan) {
    return new ServiceBuilder()
        .withMetadata(Owners.metadata(plan.model(), plan.name(), plan.labels()))
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(Labels.selector(plan.labels()))
        .addNewPort()
        .withName(RestrictedPods.PORT)
        .withPort(ModelPlan.PORT)
        .withNewTargetPort(RestrictedPods.PORT)
        .withProtocol("TCP")
        .endPort()
        .endSpec()
        .build();
  }
}
