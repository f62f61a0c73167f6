package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.pipeline.UnitStatus;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.operator.kafka.TopicsOfPlatform;
import io.neuralhive.operator.kube.Applier;
import io.neuralhive.operator.kube.Events;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.References;
import io.neuralhive.operator.kube.RefusedObjectException;
import io.neuralhive.operator.kube.RunningPlans;
import io.neuralhive.operator.kube.StatusPatch;
import io.neuralhive.planner.Plan;
import io.neuralhive.planner.WorkloadImages;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Gathers, has compiled, runs the plan, and tells what is so. Without a plan, the last one is kept
 * as it was.
 */
@ControllerConfiguration(name = "pipeline", fieldManager = Labels.OPERATOR)
public final class PipelineReconciler implements Reconciler<CognitivePipeline> {
  private final PipelinePlanning planning;
  private final RunningPlans<Plan, CognitivePipeline> running = new RunningPlans<>(Plan.class);
  private final Events events;
  private final Duration again;
  private final Clock clock;

  /**
   * @param again how long the pipeline's own topics are trusted to be as they were
   */
  public PipelineReconciler(
      WorkloadImages images,
      TopicsOfPlatform topics,
      HttpClient http,
      Events events,
      Duration again,
      Clock clock) {
    this.planning = new PipelinePlanning(images, topics, http);
    this.events = events;
    this.again = again;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, CognitivePipeline>> prepareEventSources(
      EventSourceContext<CognitivePipeline> context) {
    return List.of(
        running,
        References.to(CognitivePlatform.class, context, "platform", PipelineReferences::platforms),
        References.to(EventStream.class, context, "streams", PipelineReferences::streams),
        References.to(ModelDeployment.class, context, "models", PipelineReferences::models),
        References.to(DatabaseSchema.class, context, "schemas", PipelineReferences::schemas),
        References.owned(ConfigMap.class, context, Labels.PIPELINE),
        References.owned(ServiceAccount.class, context, Labels.PIPELINE),
        References.owned(Service.class, context, Labels.PIPELINE),
        References.owned(Deployment.class, context, Labels.PIPELINE),
        References.owned(PodDisruptionBudget.class, context, Labels.PIPELINE),
        References.pods(Pod.class, context, Labels.PIPELINE));
  }

  @Override
  public UpdateControl<CognitivePipeline> reconcile(
      CognitivePipeline pipeline, Context<CognitivePipeline> context) {
    var gathering = gather(pipeline, context);
    if (gathering.isStale()) {
      return UpdateControl.<CognitivePipeline>noUpdate().rescheduleAfter(again);
    }
    var outcome = apply(pipeline, planning.plan(gathering), context);
    var units = observe(pipeline, context);
    var status = PipelineStatuses.of(pipeline, outcome, units, clock);
    var before = pipeline.getStatus();
    var written = StatusPatch.of(context, pipeline, status, CognitivePipeline::new);
    events.changed(pipeline, before == null ? List.of() : before.conditions(), status.conditions());
    return written.rescheduleAfter(again);
  }

  private static PipelineGathering gather(
      CognitivePipeline pipeline, Context<CognitivePipeline> context) {
    return new PipelineGathering(
        pipeline,
        context.getSecondaryResource(CognitivePlatform.class),
        context.getSecondaryResources(EventStream.class),
        context.getSecondaryResources(ModelDeployment.class),
        context.getSecondaryResources(DatabaseSchema.class));
  }

  /** Applies the plan, else the one that runs: a refused spec is no reason to let that decay. */
  private PipelineOutcome apply(
      CognitivePipeline pipeline, PipelineOutcome outcome, Context<CognitivePipeline> context) {
    try {
      if (outcome instanceof PipelineOutcome.Planned(Plan plan)) {
        converge(pipeline, plan, context);
        running.set(pipeline, plan);
      } else {
        running.of(pipeline).ifPresent(plan -> converge(pipeline, plan, context));
      }
      return outcome;
    } catch (RefusedObjectException e) {
      return outcome instanceof PipelineOutcome.Planned
          ? new PipelineOutcome.Failed(e.problem())
          : outcome;
    }
  }

  private static void converge(
      CognitivePipeline pipeline, Plan plan, Context<CognitivePipeline> context) {
    Applier.converge(
        context,
        pipeline,
        PipelineObjects.desired(PipelineProcess.of(pipeline, plan)),
        PipelineObjects.KINDS);
  }

  private List<UnitObservation> observe(
      CognitivePipeline pipeline, Context<CognitivePipeline> context) {
    var deployments = context.getSecondaryResources(Deployment.class);
    var pods = context.getSecondaryResources(Pod.class);
    var known = pipeline.getStatus() == null ? List.<UnitStatus>of() : pipeline.getStatus().units();
    return running
        .of(pipeline)
        .map(plan -> PipelineProcess.of(pipeline, plan))
        .map(processes -> UnitObservation.ofPlan(processes, deployments, pods))
        .orElseGet(() -> UnitObservation.ofRunning(known, deployments, pods));
  }
}
