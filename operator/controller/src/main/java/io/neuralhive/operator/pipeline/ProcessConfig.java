package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.neuralhive.operator.kube.Owners;
import io.neuralhive.planner.MountPaths;
import java.util.Map;

/** The ConfigMap with the plan of one process. */
final class ProcessConfig {
  private ProcessConfig() {}

  static ConfigMap desired(PipelineProcess process) {
    return new ConfigMapBuilder()
        .withMetadata(Owners.metadata(process.pipeline(), process.name(), process.labels()))
        .withData(Map.of(MountPaths.PLAN_KEY, process.plan()))
        .build();
  }
}
