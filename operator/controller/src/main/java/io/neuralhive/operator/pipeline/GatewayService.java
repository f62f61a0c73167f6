package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.Owners;
import io.neuralhive.operator.kube.RestrictedPods;

/** The Service that requests come to. */
final class GatewayService {
  private GatewayService() {}

  static boolean isNeeded(PipelineProcess process) {
    return process.program().equals(PipelineProcess.GATEWAY);
  }

  static Service desired(PipelineProcess process) {
    return new ServiceBuilder()
        .withMetadata(Owners.metadata(process.pipeline(), process.name(), process.labels()))
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(Labels.selector(process.labels()))
        .addNewPort()
        .withName(RestrictedPods.PORT)
        .withPort(process.port())
        .withNewTargetPort(RestrictedPods.PORT)
        .withProtocol("TCP")
        .endPort()
        .endSpec()
        .build();
  }
}
