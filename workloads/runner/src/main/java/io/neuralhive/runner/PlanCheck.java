package io.neuralhive.runner;

import io.neuralhive.plan.InvalidPlanException;
import io.neuralhive.plan.Step;
import io.neuralhive.plan.UnitPlan;
import java.util.HashSet;
import java.util.Set;

/** What must hold in a plan beyond its shape; only a plan of another version can fail it. */
final class PlanCheck {

  private PlanCheck() {}

  /**
   * Checks a plan.
   *
   * @throws InvalidPlanException naming the place
   */
  static void check(UnitPlan plan) {
    Set<String> stages = new HashSet<>();
    stages.add(null);
    for (Step step : plan.steps()) {
      if (!stages.contains(step.from())) {
        throw refuse("stage %s reads %s, which no earlier step is", step.stage(), step.from());
      }
      if (!stages.add(step.stage())) {
        throw refuse("there are two steps named %s", step.stage());
      }
    }
    for (var output : plan.outputs()) {
      if (!stages.contains(output.from())) {
        throw refuse(
            "topic %s is written from %s, which no step is", output.topic(), output.from());
      }
    }
    if (plan.sink() != null && !plan.outputs().isEmpty()) {
      throw refuse("a unit with a sink has no outputs");
    }
    if (plan.deadLetters().maxAttempts() < 1) {
      throw refuse("deadLetters.maxAttempts is less than 1");
    }
  }

  private static InvalidPlanException refuse(String message, Object... names) {
    return new InvalidPlanException("the plan is inconsistent: " + message.formatted(names), null);
  }
}
