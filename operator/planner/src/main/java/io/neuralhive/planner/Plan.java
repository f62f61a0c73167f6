package io.neuralhive.planner;

import io.neuralhive.plan.Plans;
import java.util.List;

/**
 * Everything that has to run for a pipeline.
 *
 * @param units processes that work on records, by name
 * @param gateway process that takes requests; null without an ingress
 * @param internalTopics topics of the pipeline's own, by name: between units, and for dead letters
 * @param warnings things that may not be meant
 * @param requests what all pods together ask for
 * @param hash hex SHA-256 over units, gateway and topics: equal exactly when the same has to run
 */
public record Plan(
    List<UnitDeployment> units,
    GatewayDeployment gateway,
    List<InternalTopic> internalTopics,
    List<Warning> warnings,
    Requests requests,
    String hash)
    implements Compilation {

  public Plan {
    units = List.copyOf(units);
    internalTopics = List.copyOf(internalTopics);
    warnings = List.copyOf(warnings);
  }

  static Plan of(
      List<UnitDeployment> units,
      GatewayDeployment gateway,
      List<InternalTopic> internalTopics,
      List<Warning> warnings) {
    record Content(
        List<UnitDeployment> units, GatewayDeployment gateway, List<InternalTopic> topics) {}
    return new Plan(
        units,
        gateway,
        internalTopics,
        warnings,
        Requests.of(units, gateway),
        Plans.hash(new Content(units, gateway, internalTopics)));
  }
}
