package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.plan.UnitPlan;
import java.util.List;

/**
 * A unit, and how it runs.
 *
 * @param unit name of the unit: its first stage, or its sink
 * @param stages its stages (or its sink), each after the one it reads from
 * @param name name of its Deployment, ServiceAccount and ConfigMap
 * @param image image of its container
 * @param replicas pods that share the work
 * @param resources what one pod asks for
 * @param secrets Secrets whose keys the plan expects as files, see {@link MountPaths}
 * @param access what it may touch, and nothing else
 * @param plan content of its plan file
 */
public record UnitDeployment(
    String unit,
    List<String> stages,
    String name,
    String image,
    int replicas,
    Resources resources,
    List<String> secrets,
    Access access,
    UnitPlan plan) {

  public UnitDeployment {
    stages = List.copyOf(stages);
    secrets = List.copyOf(secrets);
  }
}
