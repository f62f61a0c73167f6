package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.plan.GatewayPlan;
import java.util.List;

/**
 * A gateway, and how it runs.
 *
 * @param name name of its Deployment, Service, ServiceAccount and ConfigMap
 * @param url URL of its collection inside the cluster
 * @param image image of its container
 * @param replicas pods that take requests
 * @param resources what one pod asks for
 * @param secrets Secrets whose keys the plan expects as files, see {@link MountPaths}
 * @param access what it may touch, and nothing else
 * @param plan content of its plan file
 */
public record GatewayDeployment(
    String name,
    String url,
    String image,
    int replicas,
    Resources resources,
    List<String> secrets,
    Access access,
    GatewayPlan plan) {

  public GatewayDeployment {
    secrets = List.copyOf(secrets);
  }
}
