package io.neuralhive.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodTroubleTest {
  @Test
  void theLastWordsOfAContainerThatKeepsEndingAreTold() {
    var container =
        new ContainerStatusBuilder()
            .withReady(false)
            .withNewState()
            .withNewWaiting()
            .withReason("CrashLoopBackOff")
            .withMessage("back-off 10s")
            .endWaiting()
            .endState()
            .withNewLastState()
            .withNewTerminated()
            .withExitCode(2)
            .withReason("Error")
            .withMessage("plan.json has an unknown key 'x'\n")
            .endTerminated()
            .endLastState()
            .build();
    assertThat(PodTrouble.of(List.of(pod("p", container))))
        .hasValue(
            "pod p: CrashLoopBackOff: ended with exit code 2: plan.json has an unknown key 'x'");
  }

  @Test
  void anImageThatCannotBePulledIsToldInTheKubeletsWords() {
    var container =
        new ContainerStatusBuilder()
            .withReady(false)
            .withNewState()
            .withNewWaiting()
            .withReason("ErrImagePull")
            .withMessage("no such image")
            .endWaiting()
            .endState()
            .build();
    assertThat(PodTrouble.of(List.of(pod("p", container))))
        .hasValue("pod p: ErrImagePull: no such image");
  }

  @Test
  void aContainerThatIsBeingMadeOrIsReadyIsNoTrouble() {
    var making =
        new ContainerStatusBuilder()
            .withReady(false)
            .withNewState()
            .withNewWaiting()
            .withReason("ContainerCreating")
            .endWaiting()
            .endState()
            .build();
    var ready =
        new ContainerStatusBuilder()
            .withReady(true)
            .withNewState()
            .withNewRunning()
            .endRunning()
            .endState()
            .build();
    assertThat(PodTrouble.of(List.of(pod("a", making), pod("b", ready)))).isEmpty();
  }

  @Test
  void aPodThatFitsNowhereIsToldInTheSchedulersWords() {
    var pod =
        new PodBuilder(pod("p"))
            .editStatus()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/1 nodes are available: 1 Insufficient memory.")
            .endCondition()
            .endStatus()
            .build();
    assertThat(PodTrouble.of(List.of(pod)))
        .hasValue("pod p: Unschedulable: 0/1 nodes are available: 1 Insufficient memory.");
  }

  private static Pod pod(String name, ContainerStatus... containers) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewStatus()
        .withContainerStatuses(containers)
        .endStatus()
        .build();
  }
}
