package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Map;
import java.util.Optional;

/**
 * How far a Deployment has come towards what is wanted of it.
 *
 * @param wanted pods that are wanted
 * @param ready pods of the wanted version that are ready, as far as is known
 * @param complete every pod is of the wanted version and available, and no other is left
 * @param down it was complete once and is not any more, though nothing rolls: pods that ran are
 *     gone
 */
public record Rollout(int wanted, int ready, boolean complete, boolean down) {
  /** Annotation of pod templates: hash of the plan that the pods run. */
  public static final String PLAN_HASH = "neuralhive.io/plan-hash";

  /**
   * Judges a Deployment.
   *
   * @param deployment as observed, or null when there is none
   * @param wanted pods that are wanted
   * @param hash plan that the pods must run
   */
  public static Rollout of(Deployment deployment, int wanted, String hash) {
    if (deployment == null || deployment.getStatus() == null) {
      return new Rollout(wanted, 0, false, false);
    }
    var status = deployment.getStatus();
    var available = count(status.getAvailableReplicas());
    var observed =
        status.getObservedGeneration() != null
            && status.getObservedGeneration() >= deployment.getMetadata().getGeneration();
    var current = observed && hash.equals(planHash(deployment).orElse(null));
    var updated = count(status.getUpdatedReplicas());
    var complete =
        current
            && updated == wanted
            && count(status.getReplicas()) == wanted
            && available == wanted;
    var ready = current ? Math.min(updated, count(status.getReadyReplicas())) : 0;
    return new Rollout(wanted, ready, complete, current && ran(status) && available < wanted);
  }

  // The Deployment controller keeps this reason from the end of a rollout to the next one's start.
  private static boolean ran(DeploymentStatus status) {
    return status.getConditions().stream()
        .anyMatch(
            condition ->
                condition.getType().equals("Progressing")
                    && "NewReplicaSetAvailable".equals(condition.getReason()));
  }

  /** Hash of the plan in the Deployment's pod template. */
  public static Optional<String> planHash(Deployment deployment) {
    return Optional.ofNullable(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
        .map((Map<String, String> annotations) -> annotations.get(PLAN_HASH));
  }

  /** Ready pods of all wanted, e.g. 1/2. */
  public String text() {
    return ready + "/" + wanted;
  }

  private static int count(Integer number) {
    return number == null ? 0 : number;
  }
}
