package io.neuralhive.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;

class RolloutTest {
  @Test
  void noDeploymentIsNoRollout() {
    assertThat(Rollout.of(null, 2, "h")).isEqualTo(new Rollout(2, 0, false, false));
  }

  @Test
  void completeOnlyWithEveryPodOfThisPlanAvailableAndNoOtherLeft() {
    assertThat(Rollout.of(deployment("h", 1, 2, 2, 2, "NewReplicaSetAvailable"), 2, "h"))
        .isEqualTo(new Rollout(2, 2, true, false));
    assertThat(Rollout.of(deployment("h", 1, 3, 2, 2, "ReplicaSetUpdated"), 2, "h").complete())
        .isFalse();
    assertThat(Rollout.of(deployment("old", 1, 2, 2, 2, "NewReplicaSetAvailable"), 2, "h"))
        .isEqualTo(new Rollout(2, 0, false, false));
  }

  @Test
  void aStatusOfAnOlderGenerationProvesNothing() {
    assertThat(Rollout.of(deployment("h", 0, 2, 2, 2, "NewReplicaSetAvailable"), 2, "h"))
        .isEqualTo(new Rollout(2, 0, false, false));
  }

  @Test
  void downIsWhatRanAndIsGone() {
    assertThat(Rollout.of(deployment("h", 1, 2, 2, 1, "NewReplicaSetAvailable"), 2, "h").down())
        .isTrue();
    assertThat(Rollout.of(deployment("h", 1, 2, 2, 1, "ReplicaSetUpdated"), 2, "h").down())
        .isFalse();
  }

  private static Deployment deployment(
      String hash, long observed, int replicas, int updated, int available, String progressing) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewMetadata()
        .addToAnnotations(Rollout.PLAN_HASH, hash)
        .endMetadata()
        .endTemplate()
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(observed)
        .withReplicas(replicas)
        .withUpdatedReplicas(updated)
        .withReadyReplicas(available)
        .withAvailableReplicas(available)
        .addNewCondition()
        .withType("Progressing")
        .withStatus("True")
        .withReason(progressing)
        .endCondition()
        .endStatus()
        .build();
  }
}
