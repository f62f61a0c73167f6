package io.neuralhive.operator.platform;

import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformStatus;
import io.neuralhive.api.v1alpha1.platform.ServiceStatus;
import io.neuralhive.operator.kube.Conditions;
import io.neuralhive.operator.kube.Problem;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** The status of a platform: pure. */
final class PlatformStatuses {
  private PlatformStatuses() {}

  static CognitivePlatformStatus of(
      CognitivePlatform platform, PlatformPlan plan, List<ServiceStatus> services, Clock clock) {
    var previous = platform.getStatus();
    var generation = platform.getMetadata().getGeneration();
    var conditions =
        new Conditions(previous == null ? null : previous.conditions(), generation, clock);
    if (plan.rejections().isEmpty()) {
      conditions.yes(Conditions.ACCEPTED, "Valid", "the spec is valid");
    } else {
      conditions.no(
          Conditions.ACCEPTED, plan.rejections().getFirst().reason(), joined(plan.rejections()));
    }
    if (plan.unresolved().isEmpty()) {
      conditions.yes(Conditions.RESOLVED_REFS, "Resolved", "every Secret has its keys");
    } else {
      conditions.no(
          Conditions.RESOLVED_REFS,
          plan.unresolved().getFirst().reason(),
          joined(plan.unresolved()));
    }
    var away =
        services.stream().filter(service -> service.reachable() != ConditionStatus.True).toList();
    var reachable = "%d/%d".formatted(services.size() - away.size(), services.size());
    ready(conditions, plan, away, reachable);
    return new CognitivePlatformStatus(generation, conditions.list(), reachable, services);
  }

  private static void ready(
      Conditions conditions, PlatformPlan plan, List<ServiceStatus> away, String reachable) {
    if (!plan.rejections().isEmpty()) {
      conditions.no(
          Conditions.READY, plan.rejections().getFirst().reason(), joined(plan.rejections()));
    } else if (!plan.unresolved().isEmpty()) {
      conditions.no(
          Conditions.READY, plan.unresolved().getFirst().reason(), joined(plan.unresolved()));
    } else if (!away.isEmpty()) {
      conditions.no(
          Conditions.READY,
          "ServicesUnreachable",
          away.stream()
              .map(service -> service.name() + ": " + service.message())
              .collect(Collectors.joining("; ")));
    } else {
      conditions.yes(Conditions.READY, "AllReachable", reachable + " services answer");
    }
  }

  private static String joined(List<Problem> problems) {
    return problems.stream().map(Problem::message).collect(Collectors.joining("; "));
  }
}
