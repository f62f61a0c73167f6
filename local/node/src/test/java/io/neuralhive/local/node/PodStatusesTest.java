package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.neuralhive.local.node.ContainerState.Running;
import io.neuralhive.local.node.ContainerState.Terminated;
import io.neuralhive.local.node.ContainerState.Waiting;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodStatusesTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final Instant T1 = T0.plusSeconds(60);

  @ParameterizedTest
  @CsvSource({
    "Always,running,running,Running",
    "Always,waiting,running,Pending",
    "Always,crashed,running,Running",
    "Always,crashed,crashed,Running",
    "Always,ok,ok,Running",
    "Never,ok,ok,Succeeded",
    "Never,ok,failed,Failed",
    "Never,failed,running,Running",
    "OnFailure,ok,ok,Succeeded",
    "OnFailure,ok,crashed,Running",
  })
  void phaseFollowsContainersAndPolicy(String policy, String a, String b, String phase) {
    assertThat(PodStatuses.phase(policy, facts(List.of(), container(a), container(b))))
        .isEqualTo(phase);
  }

  @ParameterizedTest
  @CsvSource({
    "Always,running,Pending",
    "Always,ok,Running",
    "Never,failed,Failed",
    "OnFailure,failed,Pending"
  })
  void initContainersComeFirst(String policy, String init, String phase) {
    var facts = facts(List.of(container(init)), container("running"));
    assertThat(PodStatuses.phase(policy, facts)).isEqualTo(phase);
  }

  @Test
  void aReadyPodHasAllConditionsAndItsAddresses() {
    var status = PodStatuses.of(pod(null), facts(List.of(), container("running")), T0);
    assertThat(status.getConditions())
        .allSatisfy(condition -> assertThat(condition.getStatus()).isEqualTo("True"))
        .extracting(PodCondition::getType)
        .containsExactly("PodScheduled", "Initialized", "ContainersReady", "Ready");
    assertThat(status.getPodIP()).isEqualTo("127.64.0.1");
    assertThat(status.getHostIP()).isEqualTo("127.0.0.1");
    assertThat(status.getStartTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void anUnreadyContainerIsNamed() {
    var status =
        PodStatuses.of(pod(null), facts(List.of(), container("crashed"), container("running")), T0);
    assertThat(condition(status, "Ready"))
        .satisfies(ready -> assertThat(ready.getStatus()).isEqualTo("False"))
        .satisfies(ready -> assertThat(ready.getReason()).isEqualTo("ContainersNotReady"))
        .extracting(PodCondition::getMessage)
        .isEqualTo("containers with unready status: [crashed]");
    var crashed = status.getContainerStatuses().getFirst();
    assertThat(crashed.getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
    assertThat(crashed.getLastState().getTerminated().getExitCode()).isEqualTo(3);
    assertThat(crashed.getRestartCount()).isEqualTo(1);
  }

  @Test
  void transitionTimesMoveOnlyWithTheStatus() {
    var first = PodStatuses.of(pod(null), facts(List.of(), container("waiting")), T0);
    var second = PodStatuses.of(pod(first), facts(List.of(), container("running")), T1);
    assertThat(condition(second, "Initialized").getLastTransitionTime())
        .isEqualTo("2026-01-01T00:00:00Z");
    assertThat(condition(second, "Ready").getLastTransitionTime())
        .isEqualTo("2026-01-01T00:01:00Z");
  }

  @Test
  void aReadinessGateKeepsThePodUnreadyUntilItsConditionIsTrue() {
    var gated = pod(null).edit().editSpec().addNewReadinessGate("x.io/warm").endSpec().build();
    var closed = PodStatuses.of(gated, facts(List.of(), container("running")), T0);
    assertThat(condition(closed, "Ready").getReason()).isEqualTo("ReadinessGatesNotReady");
    assertThat(condition(closed, "ContainersReady").getStatus()).isEqualTo("True");
    var opened =
        gated
            .edit()
            .editOrNewStatus()
            .addNewCondition()
            .withType("x.io/warm")
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();
    var open = PodStatuses.of(opened, facts(List.of(), container("running")), T0);
    assertThat(condition(open, "Ready").getStatus()).isEqualTo("True");
    assertThat(condition(open, "x.io/warm").getStatus()).isEqualTo("True");
  }

  private static PodCondition condition(PodStatus status, String type) {
    return status.getConditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static Pod pod(PodStatus status) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("p")
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Always")
        .endSpec()
        .withStatus(status)
        .build();
  }

  private static PodStatuses.Facts facts(
      List<ContainerSnapshot> init, ContainerSnapshot... containers) {
    return new PodStatuses.Facts("127.64.0.1", "127.0.0.1", T0, init, List.of(containers));
  }

  private static ContainerSnapshot container(String kind) {
    return switch (kind) {
      case "running" -> new ContainerSnapshot(kind, "i", new Running(T0), null, 0, true, true, 7);
      case "waiting" ->
          new ContainerSnapshot(
              kind, "i", new Waiting("ContainerCreating", null), null, 0, false, false, 0);
      case "crashed" ->
          new ContainerSnapshot(
              kind,
              "i",
              new Waiting("CrashLoopBackOff", "back-off"),
              Terminated.of(3, T0, T1),
              1,
              false,
              false,
              7);
      case "ok" ->
          new ContainerSnapshot(kind, "i", Terminated.of(0, T0, T1), null, 0, false, false, 7);
      default ->
          new ContainerSnapshot(kind, "i", Terminated.of(1, T0, T1), null, 0, false, false, 7);
    };
  }
}
