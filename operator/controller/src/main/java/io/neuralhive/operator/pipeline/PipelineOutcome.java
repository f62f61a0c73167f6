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

  /** The registry takes a schema of the spec's not; what ran before goes on. */
  record Rejected(Problem problem) implements PipelineOutcome {}

  /** Kafka, the registry or the API server stands in the way; as above, and it is tried again. */
  record Failed(Problem problem) implements PipelineOutcome {}
}
