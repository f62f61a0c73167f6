package io.neuralhive.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.neuralhive.api.v1alpha1.common.Condition;
import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineStatus;
import io.neuralhive.operator.kube.Conditions;
import io.neuralhive.operator.kube.Problem;
import io.neuralhive.operator.kube.Rollout;
import io.neuralhive.planner.Category;
import io.neuralhive.planner.Diagnostic;
import io.neuralhive.planner.Diagnostics;
import io.neuralhive.planner.Plan;
import io.neuralhive.planner.Requests;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineStatusesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
  private static final PipelineOutcome PLANNED =
      new PipelineOutcome.Planned(
          new Plan(List.of(), null, List.of(), List.of(), new Requests(0, 0), "hash"));

  @Test
  void everyUnitCompleteIsReady() {
    var status = of(PLANNED, unit(new Rollout(1, 1, true, false), null));
    assertThat(reasons(status))
        .containsExactly("Valid", "Resolved", "Running", "Complete", "AsExpected");
    assertThat(status.readyUnits()).isEqualTo("1/1");
    assertThat(status.planHash()).isEqualTo("hash");
  }

  @Test
  void readyIsNeverKeptFromTheLastTime() {
    var pipeline = pipeline();
    pipeline.setStatus(of(PLANNED, unit(new Rollout(1, 1, true, false), null)));
    var status =
        PipelineStatuses.of(
            pipeline, PLANNED, List.of(unit(new Rollout(1, 0, false, false), null)), CLOCK);
    assertThat(reasons(status))
        .containsExactly("Valid", "Resolved", "UnitsNotReady", "Rolling", "AsExpected");
  }

  @Test
  void failingPodsSpeakForTheirUnit() {
    var status = of(PLANNED, unit(new Rollout(2, 1, false, false), "pod p: no plan"));
    assertThat(condition(status, "Ready").reason()).isEqualTo("UnitsFailing");
    assertThat(condition(status, "Ready").message())
        .isEqualTo("flow-a has 1/2 pods ready: pod p: no plan");
    assertThat(status.units().getFirst().message()).isEqualTo("pod p: no plan");
  }

  @Test
  void aUnitThatRanAndIsDownIsDegraded() {
    var status = of(PLANNED, unit(new Rollout(1, 0, false, true), "pod p: killed"));
    assertThat(reasons(status))
        .containsExactly("Valid", "Resolved", "UnitDown", "Complete", "UnitDown");
    assertThat(condition(status, "Degraded").status()).isEqualTo(ConditionStatus.True);
  }

  @Test
  void aRefusedSpecTellsAllAndThatTheOldGoesOn() {
    var diagnostics =
        new Diagnostics(
            List.of(
                new Diagnostic(Category.Spec, "spec.stages[0]", "is wrong"),
                new Diagnostic(Category.Spec, "spec.stages[1]", "is wrong too"),
                new Diagnostic(Category.Reference, "spec.platformRef", "is not there")),
            List.of());
    var pipeline = pipeline();
    pipeline.setStatus(of(PLANNED, unit(new Rollout(1, 1, true, false), null)));
    var status =
        PipelineStatuses.of(
            pipeline,
            new PipelineOutcome.Refused(diagnostics),
            List.of(unit(new Rollout(1, 1, true, false), null)),
            CLOCK);
    assertThat(reasons(status))
        .containsExactly(
            "InvalidSpec", "UnresolvedReferences", "InvalidSpec", "InvalidSpec", "AsExpected");
    assertThat(condition(status, "Accepted").message())
        .isEqualTo("spec.stages[0]: is wrong; spec.stages[1]: is wrong too");
    assertThat(condition(status, "Ready").message())
        .isEqualTo(
            "what ran before goes on (1/1 units ready): spec.stages[0]: is wrong (and 1 more)");
    assertThat(status.planHash()).isEqualTo("hash");
  }

  @Test
  void kafkaThatIsAwayIsNoFaultOfTheSpec() {
    var status =
        of(
            new PipelineOutcome.Failed(new Problem("KafkaUnreachable", "Kafka is away")),
            unit(new Rollout(1, 1, true, false), null));
    assertThat(reasons(status))
        .containsExactly("Valid", "Resolved", "KafkaUnreachable", "KafkaUnreachable", "AsExpected");
  }

  @Test
  void whatIsOnItsWayIsWaitedForInOneLine() {
    var diagnostics =
        new Diagnostics(
            List.of(
                new Diagnostic(Category.Waiting, "spec.sinks[0].x", "waits for DatabaseSchema 'l'"),
                new Diagnostic(Category.Waiting, "spec.stages[0].x", "waits for EventStream 's'"),
                new Diagnostic(Category.Waiting, "spec.stages[1].x", "waits for EventStream 's'")),
            List.of());
    var outcome = new PipelineOutcome.Refused(diagnostics);
    var first = PipelineStatuses.of(pipeline(), outcome, List.of(), CLOCK);
    assertThat(reasons(first))
        .containsExactly(
            "Valid",
            "ReferencesNotReady",
            "ReferencesNotReady",
            "ReferencesNotReady",
            "AsExpected");
    assertThat(condition(first, "Progressing").status()).isEqualTo(ConditionStatus.True);
    assertThat(condition(first, "Ready").message())
        .isEqualTo("waits for DatabaseSchema 'l', waits for EventStream 's'");
    var running = of(outcome, unit(new Rollout(1, 1, true, false), null));
    assertThat(condition(running, "Ready").reason()).isEqualTo("UnresolvedReferences");
  }

  @Test
  void aSchemaThatTheRegistryRefusesIsTheSpecsFault() {
    var status =
        of(
            new PipelineOutcome.Rejected(
                new Problem("IncompatibleSchema", "spec.stages[0]: schema breaks")),
            unit(new Rollout(1, 1, true, false), null));
    assertThat(reasons(status))
        .containsExactly(
            "IncompatibleSchema",
            "Resolved",
            "IncompatibleSchema",
            "IncompatibleSchema",
            "AsExpected");
    assertThat(condition(status, "Accepted").message()).startsWith("spec.stages[0]: ");
  }

  private static UnitObservation unit(Rollout rollout, String trouble) {
    return new UnitObservation("flow-a", List.of("a"), rollout, Optional.ofNullable(trouble));
  }

  private static CognitivePipelineStatus of(PipelineOutcome outcome, UnitObservation unit) {
    return PipelineStatuses.of(pipeline(), outcome, List.of(unit), CLOCK);
  }

  private static CognitivePipeline pipeline() {
    var pipeline = new CognitivePipeline();
    pipeline.setMetadata(new ObjectMetaBuilder().withName("flow").withGeneration(3L).build());
    return pipeline;
  }

  private static List<String> reasons(CognitivePipelineStatus status) {
    return status.conditions().stream().map(condition -> condition.reason()).toList();
  }

  private static Condition condition(CognitivePipelineStatus status, String type) {
    return Conditions.find(status.conditions(), type).orElseThrow();
  }
}
