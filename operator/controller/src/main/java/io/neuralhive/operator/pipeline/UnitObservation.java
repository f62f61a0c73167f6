package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.neuralhive.api.v1alpha1.pipeline.UnitStatus;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.PodTrouble;
import io.neuralhive.operator.kube.Rollout;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How a unit is.
 *
 * @param name name of its Deployment
 * @param trouble what its pods say, if any is not well
 */
record UnitObservation(
    String name, List<String> stages, Rollout rollout, Optional<String> trouble) {

  /** Units as the plan wants them. */
  static List<UnitObservation> ofPlan(
      List<PipelineProcess> processes, Collection<Deployment> deployments, Collection<Pod> pods) {
    return processes.stream()
        .map(
            process ->
                new UnitObservation(
                    process.name(),
                    process.stages(),
                    Rollout.of(
                        named(deployments, process.name()), process.replicas(), process.hash()),
                    trouble(pods, process.name())))
        .toList();
  }

  /** Units that run though there is no plan: each is what it was last told to be. */
  static List<UnitObservation> ofRunning(
      List<UnitStatus> known, Collection<Deployment> deployments, Collection<Pod> pods) {
    return known.stream()
        .filter(unit -> named(deployments, unit.name()) != null)
        .map(unit -> ofRunning(unit, named(deployments, unit.name()), pods))
        .toList();
  }

  private static UnitObservation ofRunning(
      UnitStatus unit, Deployment deployment, Collection<Pod> pods) {
    var rollout =
        Rollout.of(
            deployment,
            deployment.getSpec().getReplicas(),
            Rollout.planHash(deployment).orElse(""));
    return new UnitObservation(unit.name(), unit.stages(), rollout, trouble(pods, unit.name()));
  }

  UnitStatus status() {
    return new UnitStatus(
        name, stages, rollout.text(), rollout.complete() ? null : trouble.orElse(null));
  }

  private static Optional<String> trouble(Collection<Pod> pods, String name) {
    return PodTrouble.of(
        pods.stream().filter(pod -> Labels.names(pod, Labels.INSTANCE, name)).toList());
  }

  private static Deployment named(Collection<Deployment> deployments, String name) {
    return deployments.stream()
        .filter(deployment -> deployment.getMetadata().getName().equals(name))
        .findFirst()
        .orElse(null);
  }
}
