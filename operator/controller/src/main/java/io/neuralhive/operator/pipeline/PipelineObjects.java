package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;

/** Every object that a pipeline owns, in the order in which they are needed. */
final class PipelineObjects {
  /** The kinds among them. */
  static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          ConfigMap.class,
          ServiceAccount.class,
          Service.class,
          Deployment.class,
          PodDisruptionBudget.class);

  private PipelineObjects() {}

  static List<HasMetadata> desired(List<PipelineProcess> processes) {
    var objects = new ArrayList<HasMetadata>();
    for (var process : processes) {
      objects.add(ProcessConfig.desired(process));
      objects.add(ProcessAccount.desired(process));
      if (GatewayService.isNeeded(process)) {
        objects.add(GatewayService.desired(process));
      }
      objects.add(ProcessWorkload.desired(process));
      if (ProcessBudget.isNeeded(process)) {
        objects.add(ProcessBudget.desired(process));
      }
    }
    return objects;
  }
}
