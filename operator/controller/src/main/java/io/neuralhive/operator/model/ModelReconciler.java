package io.neuralhive.operator.model;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.model.ModelDeploymentStatus;
import io.neuralhive.operator.kube.Applier;
import io.neuralhive.operator.kube.Events;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.PodTrouble;
import io.neuralhive.operator.kube.References;
import io.neuralhive.operator.kube.RefusedObjectException;
import io.neuralhive.operator.kube.Rollout;
import io.neuralhive.operator.kube.RunningPlans;
import io.neuralhive.operator.kube.StatusPatch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Runs a server for a model and tells how it is. */
@ControllerConfiguration(name = "model", fieldManager = Labels.OPERATOR)
public final class ModelReconciler implements Reconciler<ModelDeployment> {
  private static final List<Class<? extends HasMetadata>> OWNED =
      List.of(ConfigMap.class, ServiceAccount.class, Service.class, Deployment.class);

  private final RunningPlans<ModelPlan, ModelDeployment> running =
      new RunningPlans<>(ModelPlan.class);
  private final String image;
  private final Events events;
  private final Duration again;
  private final Clock clock;

  /**
   * @param image image of the model server
   * @param again after how long an object that was refused is tried again
   */
  public ModelReconciler(String image, Events events, Duration again, Clock clock) {
    this.image = image;
    this.events = events;
    this.again = again;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, ModelDeployment>> prepareEventSources(
      EventSourceContext<ModelDeployment> context) {
    return List.of(
        running,
        References.owned(ConfigMap.class, context, Labels.MODEL),
        References.owned(ServiceAccount.class, context, Labels.MODEL),
        References.owned(Service.class, context, Labels.MODEL),
        References.owned(Deployment.class, context, Labels.MODEL),
        References.pods(Pod.class, context, Labels.MODEL));
  }

  @Override
  public UpdateControl<ModelDeployment> reconcile(
      ModelDeployment model, Context<ModelDeployment> context) {
    var rejection = ModelChecks.firstFailure(model.getSpec());
    try {
      if (rejection.isPresent()) {
        running.of(model).ifPresent(plan -> converge(plan, context));
        return publish(context, model, ModelStatuses.rejected(model, rejection.get(), clock));
      }
      var plan = ModelPlan.of(model, image);
      converge(plan, context);
      running.set(model, plan);
      return publish(context, model, observe(plan, context));
    } catch (RefusedObjectException e) {
      var status =
          rejection
              .map(problem -> ModelStatuses.rejected(model, problem, clock))
              .orElseGet(() -> ModelStatuses.stuck(model, e.problem(), clock));
      return publish(context, model, status).rescheduleAfter(again);
    }
  }

  private static void converge(ModelPlan plan, Context<ModelDeployment> context) {
    var desired =
        List.<HasMetadata>of(
            ModelConfig.desired(plan),
            ModelAccount.desired(plan),
            ModelService.desired(plan),
            ModelWorkload.desired(plan));
    Applier.converge(context, plan.model(), desired, OWNED);
  }

  private ModelDeploymentStatus observe(ModelPlan plan, Context<ModelDeployment> context) {
    var deployment = References.find(context, Deployment.class, plan.model(), plan.name());
    var rollout = Rollout.of(deployment.orElse(null), plan.replicas(), plan.hash());
    var trouble = PodTrouble.of(context.getSecondaryResources(Pod.class));
    return ModelStatuses.of(plan, rollout, trouble, clock);
  }

  private UpdateControl<ModelDeployment> publish(
      Context<ModelDeployment> context, ModelDeployment model, ModelDeploymentStatus status) {
    var before = model.getStatus();
    var written = StatusPatch.of(context, model, status, ModelDeployment::new);
    events.changed(model, before == null ? List.of() : before.conditions(), status.conditions());
    return written;
  }
}
