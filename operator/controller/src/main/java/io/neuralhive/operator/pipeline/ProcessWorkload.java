package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.Owners;
import io.neuralhive.operator.kube.References;
import io.neuralhive.operator.kube.RestrictedPods;
import io.neuralhive.operator.kube.Rollout;
import io.neuralhive.planner.MountPaths;
import java.util.ArrayList;
import java.util.List;

/** The Deployment of one process. */
final class ProcessWorkload {
  private ProcessWorkload() {}

  static Deployment desired(PipelineProcess process) {
    return new DeploymentBuilder()
        .withMetadata(Owners.metadata(process.pipeline(), process.name(), process.labels()))
        .withNewSpec()
        .withReplicas(process.replicas())
        .withNewSelector()
        .withMatchLabels(Labels.selector(process.labels()))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxUnavailable(0)
        .withNewMaxSurge(1)
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(template(process))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec template(PipelineProcess process) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(process.labels())
        .addToAnnotations(References.OWNER, process.pipeline().getMetadata().getName())
        .addToAnnotations(Rollout.PLAN_HASH, process.hash())
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(process.name())
        .withAutomountServiceAccountToken(false)
        .withTerminationGracePeriodSeconds(30L)
        .withSecurityContext(RestrictedPods.podSecurity())
        .withContainers(container(process))
        .withVolumes(volumes(process))
        .endSpec()
        .build();
  }

  private static Container container(PipelineProcess process) {
    return RestrictedPods.serving(
            process.program(), process.image(), "--plan=" + MountPaths.PLAN_FILE, process.port())
        .withResources(
            RestrictedPods.resources(process.resources().cpu(), process.resources().memory()))
        .withStartupProbe(RestrictedPods.probe("/livez", 1, 120))
        .withLivenessProbe(RestrictedPods.probe("/livez", 10, 3))
        .withReadinessProbe(RestrictedPods.probe("/readyz", 2, 2))
        .withVolumeMounts(mounts(process))
        .build();
  }

  private static List<Volume> volumes(PipelineProcess process) {
    var volumes = new ArrayList<Volume>();
    volumes.add(
        new VolumeBuilder()
            .withName("plan")
            .withNewConfigMap()
            .withName(process.name())
            .endConfigMap()
            .build());
    volumes.add(new VolumeBuilder().withName("tmp").withNewEmptyDir().endEmptyDir().build());
    for (int i = 0; i < process.secrets().size(); i++) {
      volumes.add(
          new VolumeBuilder()
              .withName("secret-" + i)
              .withNewSecret()
              .withSecretName(process.secrets().get(i))
              .endSecret()
              .build());
    }
    return volumes;
  }

  private static List<VolumeMount> mounts(PipelineProcess process) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(mount("plan", MountPaths.PLAN_FOLDER).withReadOnly(true).build());
    mounts.add(mount("tmp", "/tmp").build());
    for (int i = 0; i < process.secrets().size(); i++) {
      mounts.add(
          mount("secret-" + i, MountPaths.secretFolder(process.secrets().get(i)))
              .withReadOnly(true)
              .build());
    }
    return mounts;
  }

  private static VolumeMountBuilder mount(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path);
  }
}
