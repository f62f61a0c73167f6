package io.neuralhive.operator.pipeline;

import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineStatus;
import io.neuralhive.operator.kube.Conditions;
import io.neuralhive.operator.kube.Problem;
import io.neuralhive.planner.Category;
import io.neuralhive.planner.Diagnostic;
import io.neuralhive.planner.Diagnostics;
import io.neuralhive.planner.Plan;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The status of a pipeline: pure, and formed from evidence only. */
final class PipelineStatuses {
  private PipelineStatuses() {}

  /**
   * @param units units of the plan, or, without a plan, those that run
   */
  static CognitivePipelineStatus of(
      CognitivePipeline pipeline,
      PipelineOutcome outcome,
      List<UnitObservation> units,
      Clock clock) {
    var previous = previous(pipeline);
    var generation = pipeline.getMetadata().getGeneration();
    var conditions = new Conditions(previous.conditions(), generation, clock);
    var planHash =
        switch (outcome) {
          case PipelineOutcome.Planned(Plan plan) -> {
            planned(conditions, plan, units);
            yield plan.hash();
          }
          case PipelineOutcome.Refused(Diagnostics diagnostics) -> {
            refused(conditions, diagnostics, units);
            yield previous.planHash();
          }
          case PipelineOutcome.Rejected(Problem problem) -> {
            conditions
                .no(Conditions.ACCEPTED, problem.reason(), problem.message())
                .yes(Conditions.RESOLVED_REFS, "Resolved", "everything referred to is there");
            stuck(conditions, problem, units);
            yield previous.planHash();
          }
          case PipelineOutcome.Failed(Problem problem) -> {
            accepted(conditions, "the spec is valid");
            stuck(conditions, problem, units);
            yield previous.planHash();
          }
        };
    var ingress =
        outcome instanceof PipelineOutcome.Planned(Plan plan)
            ? plan.gateway() == null ? null : plan.gateway().url()
            : previous.ingress();
    return new CognitivePipelineStatus(
        generation,
        conditions.list(),
        planHash,
        readyUnits(units),
        ingress,
        units.stream().map(UnitObservation::status).toList());
  }

  private static void planned(Conditions conditions, Plan plan, List<UnitObservation> units) {
    accepted(
        conditions,
        plan.warnings().isEmpty()
            ? "the spec is valid"
            : "the spec is valid; mind: "
                + plan.warnings().stream()
                    .map(warning -> warning.path() + ": " + warning.message())
                    .collect(Collectors.joining("; ")));
    var waiting = units.stream().filter(unit -> !unit.rollout().complete()).toList();
    var failing = waiting.stream().filter(unit -> unit.trouble().isPresent()).toList();
    var down = waiting.stream().filter(unit -> unit.rollout().down()).toList();
    if (waiting.isEmpty()) {
      conditions
          .yes(Conditions.READY, "Running", readyUnits(units) + " units run the plan")
          .no(Conditions.PROGRESSING, "Complete", "every unit runs the plan");
    } else if (!down.isEmpty()) {
      conditions
          .no(Conditions.READY, "UnitDown", words(down))
          .no(Conditions.PROGRESSING, "Complete", "every unit was rolled out");
    } else {
      conditions
          .no(
              Conditions.READY,
              failing.isEmpty() ? "UnitsNotReady" : "UnitsFailing",
              words(failing.isEmpty() ? waiting : failing))
          .yes(Conditions.PROGRESSING, "Rolling", words(waiting));
    }
    degraded(conditions, down);
  }

  private static void refused(
      Conditions conditions, Diagnostics diagnostics, List<UnitObservation> units) {
    var wrong = diagnostics.of(Category.Spec);
    var unresolved = diagnostics.all().stream().filter(d -> d.category() != Category.Spec).toList();
    if (units.isEmpty() && diagnostics.of(Category.Waiting).size() == diagnostics.all().size()) {
      waiting(conditions, unresolved);
      return;
    }
    if (wrong.isEmpty()) {
      conditions.yes(Conditions.ACCEPTED, "Valid", "nothing is wrong with the spec itself");
    } else {
      conditions.no(Conditions.ACCEPTED, "InvalidSpec", joined(wrong));
    }
    if (unresolved.isEmpty()) {
      conditions.yes(Conditions.RESOLVED_REFS, "Resolved", "everything referred to is there");
    } else {
      conditions.no(Conditions.RESOLVED_REFS, "UnresolvedReferences", joined(unresolved));
    }
    stuck(
        conditions,
        wrong.isEmpty()
            ? new Problem("UnresolvedReferences", first(unresolved))
            : new Problem("InvalidSpec", first(wrong)),
        units);
  }

  // The first start of what was applied in one go: no trouble, and so no more than a line.
  private static void waiting(Conditions conditions, List<Diagnostic> awaited) {
    var message =
        awaited.stream().map(Diagnostic::message).distinct().collect(Collectors.joining(", "));
    conditions
        .yes(Conditions.ACCEPTED, "Valid", "nothing is wrong with the spec itself")
        .no(Conditions.RESOLVED_REFS, Conditions.REFERENCES_NOT_READY, message)
        .no(Conditions.READY, Conditions.REFERENCES_NOT_READY, message)
        .yes(Conditions.PROGRESSING, Conditions.REFERENCES_NOT_READY, message);
    degraded(conditions, List.of());
  }

  private static void stuck(Conditions conditions, Problem problem, List<UnitObservation> units) {
    conditions
        .no(
            Conditions.READY,
            problem.reason(),
            units.isEmpty()
                ? problem.message()
                : "what ran before goes on (%s units ready): %s"
                    .formatted(readyUnits(units), problem.message()))
        .no(Conditions.PROGRESSING, problem.reason(), "nothing changes until this is resolved");
    degraded(conditions, units.stream().filter(unit -> unit.rollout().down()).toList());
  }

  private static void accepted(Conditions conditions, String message) {
    conditions
        .yes(Conditions.ACCEPTED, "Valid", message)
        .yes(Conditions.RESOLVED_REFS, "Resolved", "everything referred to is there");
  }

  private static void degraded(Conditions conditions, List<UnitObservation> down) {
    if (down.isEmpty()) {
      conditions.no(Conditions.DEGRADED, "AsExpected", "no unit that ran is down");
    } else {
      conditions.yes(Conditions.DEGRADED, "UnitDown", words(down));
    }
  }

  private static String readyUnits(List<UnitObservation> units) {
    Predicate<UnitObservation> complete = unit -> unit.rollout().complete();
    return "%d/%d".formatted(units.stream().filter(complete).count(), units.size());
  }

  private static String words(List<UnitObservation> units) {
    return units.stream()
        .map(
            unit ->
                "%s has %s pods ready%s"
                    .formatted(
                        unit.name(),
                        unit.rollout().text(),
                        unit.trouble().map(trouble -> ": " + trouble).orElse("")))
        .collect(Collectors.joining("; "));
  }

  private static String joined(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("; "));
  }

  // Ready is what lists show; the whole stands in the condition that it belongs to.
  private static String first(List<Diagnostic> diagnostics) {
    return diagnostics.size() == 1
        ? diagnostics.getFirst().toString()
        : "%s (and %d more)".formatted(diagnostics.getFirst(), diagnostics.size() - 1);
  }

  private static CognitivePipelineStatus previous(CognitivePipeline pipeline) {
    return pipeline.getStatus() == null
        ? new CognitivePipelineStatus(null, null, null, null, null, null)
        : pipeline.getStatus();
  }
}
