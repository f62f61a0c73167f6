package io.neuralhive.operator.model;

import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.model.ModelDeploymentStatus;
import io.neuralhive.operator.kube.Conditions;
import io.neuralhive.operator.kube.Problem;
import io.neuralhive.operator.kube.Rollout;
import java.time.Clock;
import java.util.Optional;

/** The status of a model: pure. */
final class ModelStatuses {
  private ModelStatuses() {}

  /** A spec that is refused; what ran before goes on. */
  static ModelDeploymentStatus rejected(ModelDeployment model, Problem problem, Clock clock) {
    return kept(
        model,
        conditions(model, clock)
            .no(Conditions.ACCEPTED, problem.reason(), problem.message())
            .no(Conditions.READY, problem.reason(), problem.message())
            .no(Conditions.PROGRESSING, "Refused", "nothing changes until the spec is valid"));
  }

  /** An object that cannot be made; what ran before goes on. */
  static ModelDeploymentStatus stuck(ModelDeployment model, Problem problem, Clock clock) {
    return kept(
        model,
        conditions(model, clock)
            .yes(Conditions.ACCEPTED, "Valid", "the spec is valid")
            .no(Conditions.READY, problem.reason(), problem.message())
            .no(
                Conditions.PROGRESSING,
                problem.reason(),
                "nothing changes until this is resolved"));
  }

  /**
   * @param rollout how far the Deployment has come
   * @param trouble what its pods say, if any is not well
   */
  static ModelDeploymentStatus of(
      ModelPlan plan, Rollout rollout, Optional<String> trouble, Clock clock) {
    var model = plan.model();
    var conditions =
        conditions(model, clock).yes(Conditions.ACCEPTED, "Valid", "the spec is valid");
    if (rollout.complete() && plan.replicas() == 0) {
      conditions
          .no(Conditions.READY, "ScaledToZero", "spec.scale.replicas is 0")
          .no(Conditions.PROGRESSING, "Complete", "nothing is to be done");
    } else if (rollout.complete()) {
      conditions
          .yes(
              Conditions.READY,
              "Serving",
              "%s pods have loaded the model and answer its golden samples right"
                  .formatted(rollout.text()))
          .no(Conditions.PROGRESSING, "Complete", "nothing is to be done");
    } else if (trouble.isPresent()) {
      conditions
          .no(Conditions.READY, "PodsFailing", trouble.get())
          .yes(Conditions.PROGRESSING, "Rolling", rollout.text() + " pods are ready");
    } else {
      conditions
          .no(Conditions.READY, "PodsNotReady", rollout.text() + " pods are ready")
          .yes(Conditions.PROGRESSING, "Rolling", rollout.text() + " pods are ready");
    }
    return new ModelDeploymentStatus(
        model.getMetadata().getGeneration(),
        conditions.list(),
        plan.url(),
        // Servers start only with the artifact that has the digest, so ready pods prove it.
        rollout.complete() && rollout.ready() > 0
            ? model.getSpec().artifact().sha256()
            : previous(model).digest(),
        rollout.text());
  }

  private static ModelDeploymentStatus kept(ModelDeployment model, Conditions conditions) {
    var previous = previous(model);
    return new ModelDeploymentStatus(
        model.getMetadata().getGeneration(),
        conditions.list(),
        previous.url(),
        previous.digest(),
        previous.readyReplicas());
  }

  private static Conditions conditions(ModelDeployment model, Clock clock) {
    return new Conditions(previous(model).conditions(), model.getMetadata().getGeneration(), clock);
  }

  private static ModelDeploymentStatus previous(ModelDeployment model) {
    return model.getStatus() == null
        ? new ModelDeploymentStatus(null, null, null, null, null)
        : model.getStatus();
  }
}
