package io.neuralhive.operator.model;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.Owners;
import io.neuralhive.operator.kube.References;
import io.neuralhive.operator.kube.RestrictedPods;
import io.neuralhive.operator.kube.Rollout;
import io.neuralhive.planner.MountPaths;

/** The Deployment of the model server. */
final class ModelWorkload {
  // Loading may include a download of gigabytes and the golden samples.
  private static final int START_PERIOD_SECONDS = 2;
  private static final int START_FAILURES = 300;

  private ModelWorkload() {}

  static Deployment desired(ModelPlan plan) {
    return new DeploymentBuilder()
        .withMetadata(Owners.metadata(plan.model(), plan.name(), plan.labels()))
        .withNewSpec()
        .withReplicas(plan.replicas())
        .withNewSelector()
        .withMatchLabels(Labels.selector(plan.labels()))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxUnavailable(0)
        .withNewMaxSurge(1)
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(template(plan))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec template(ModelPlan plan) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(plan.labels())
        .addToAnnotations(References.OWNER, plan.model().getMetadata().getName())
        .addToAnnotations(Rollout.PLAN_HASH, plan.hash())
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(plan.name())
        .withAutomountServiceAccountToken(false)
        .withTerminationGracePeriodSeconds(30L)
        .withSecurityContext(RestrictedPods.podSecurity())
        .withContainers(container(plan))
        .addNewVolume()
        .withName("plan")
        .withNewConfigMap()
        .withName(plan.name())
        .endConfigMap()
        .endVolume()
        .addNewVolume()
        .withName("cache")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .endSpec()
        .build();
  }

  private static Container container(ModelPlan plan) {
    return RestrictedPods.serving(
            ModelPlan.PROGRAM, plan.image(), "--config=" + ModelPlan.FILE, ModelPlan.PORT)
        .withResources(RestrictedPods.resources(plan.resources().cpu(), plan.resources().memory()))
        .withStartupProbe(
            RestrictedPods.probe("/v2/health/ready", START_PERIOD_SECONDS, START_FAILURES))
        .withLivenessProbe(RestrictedPods.probe("/v2/health/live", 10, 3))
        .withReadinessProbe(RestrictedPods.probe("/v2/health/ready", 5, 2))
        .addNewVolumeMount()
        .withName("plan")
        .withMountPath(MountPaths.PLAN_FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("cache")
        .withMountPath(ModelPlan.CACHE)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }
}
