package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.Owners;

/**
 * Lets a drained node take one pod of a process at a time. With one pod only there is none: it
 * would keep nodes from ever being drained.
 */
final class ProcessBudget {
  private ProcessBudget() {}

  static boolean isNeeded(PipelineProcess process) {
    return process.replicas() > 1;
  }

  static PodDisruptionBudget desired(PipelineProcess process) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(Owners.metadata(process.pipeline(), process.name(), process.labels()))
        .withNewSpec()
        .withNewMaxUnavailable(1)
        .withNewSelector()
        .withMatchLabels(Labels.selector(process.labels()))
        .endSelector()
        .endSpec()
        .build();
  }
}
