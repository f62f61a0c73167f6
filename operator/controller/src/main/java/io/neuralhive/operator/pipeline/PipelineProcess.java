package io.neuralhive.operator.pipeline;

import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.plan.Plans;
import io.neuralhive.planner.GatewayDeployment;
import io.neuralhive.planner.Names;
import io.neuralhive.planner.Plan;
import io.neuralhive.planner.UnitDeployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that has to run for a pipeline: a unit, or the gateway.
 *
 * @param program what runs: runner or gateway
 * @param unit name of the unit, or gateway
 * @param stages stages that run in it; none in a gateway
 * @param name name of every object it needs
 * @param secrets Secrets that are mounted into it
 * @param plan content of its plan file
 * @param hash hash of that content
 */
record PipelineProcess(
    CognitivePipeline pipeline,
    String program,
    String unit,
    List<String> stages,
    String name,
    String image,
    int replicas,
    Resources resources,
    List<String> secrets,
    String plan,
    String hash) {
  static final String RUNNER = "runner";
  static final String GATEWAY = "gateway";
  private static final int RUNNER_PORT = 8081;

  /** Everything that has to run, the gateway last. */
  static List<PipelineProcess> of(CognitivePipeline pipeline, Plan plan) {
    var processes = new ArrayList<PipelineProcess>();
    plan.units().forEach(unit -> processes.add(of(pipeline, unit)));
    if (plan.gateway() != null) {
      processes.add(of(pipeline, plan.gateway()));
    }
    return processes;
  }

  private static PipelineProcess of(CognitivePipeline pipeline, UnitDeployment unit) {
    return new PipelineProcess(
        pipeline,
        RUNNER,
        unit.unit(),
        unit.stages(),
        unit.name(),
        unit.image(),
        unit.replicas(),
        unit.resources(),
        unit.secrets(),
        Plans.write(unit.plan()),
        Plans.hash(unit.plan()));
  }

  private static PipelineProcess of(CognitivePipeline pipeline, GatewayDeployment gateway) {
    return new PipelineProcess(
        pipeline,
        GATEWAY,
        GATEWAY,
        List.of(),
        gateway.name(),
        gateway.image(),
        gateway.replicas(),
        gateway.resources(),
        gateway.secrets(),
        Plans.write(gateway.plan()),
        Plans.hash(gateway.plan()));
  }

  int port() {
    return program.equals(GATEWAY) ? Names.HTTP_PORT : RUNNER_PORT;
  }

  Map<String, String> labels() {
    var labels = Labels.of(program, Labels.PIPELINE, pipeline.getMetadata().getName(), name);
    labels.put(Labels.UNIT, Labels.value(unit));
    return labels;
  }
}
