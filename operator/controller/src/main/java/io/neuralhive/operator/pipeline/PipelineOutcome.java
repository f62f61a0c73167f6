package io.neuralhive.operator.pipeline;

import io.neuralhive.operator.kube.Problem;
import io.neuralhive.planner.Diagnostics;
import io.neuralhive.planner.Plan;

/** What became of a pipeline's spec. */
sealed interface PipelineOutcome {
  /** It is a plan, and the plan's topics are there. */
  record Planned(Plan plan) implements PipelineOutcome {}

  /** It is not a plan; what ran before goes on. */
  record Refused(Diagnostics diagnostics) implements PipelineOutcome {}

  /** Kafka or the registry is at fault; what ran before goes on, and it is tried again. */
  record Failed(Problem problem) implements PipelineOutcome {}
}
