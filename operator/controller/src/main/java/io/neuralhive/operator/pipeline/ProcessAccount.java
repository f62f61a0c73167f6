package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.neuralhive.operator.kube.Owners;

/** The ServiceAccount of one process, which has no business with the API server. */
final class ProcessAccount {
  private ProcessAccount() {}

  static ServiceAccount desired(PipelineProcess process) {
    return new ServiceAccountBuilder()
        .withMetadata(Owners.metadata(process.pipeline(), process.name(), process.labels()))
        .withAutomountServiceAccountToken(false)
        .build();
  }
}
