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
import io.neuralhive.operator.kube.Rollout;
import io.neuralhive.operator.kube.StatusPatch;
import java.time.Clock;
import java.util.List;

/** Runs a server for a model and tells how it is. */
@ControllerConfiguration(name = "model", fieldManager = Labels.OPERATOR)
public final class ModelReconciler implements Reconciler<ModelDeployment> {
  private static final List<Class<? extends HasMetadata>> OWNED =
      List.of(ConfigMap.class, ServiceAccount.class, Service.class, Deployment.class);

  private final String image;
  private final Events events;
  private final Clock clock;

  /**
   * @param image image of the model server
   */
  public ModelReconciler(String image, Events events, Clock clock) {
    this.image = image;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, ModelDeployment>> prepareEventSources(
      EventSourceContext<ModelDeployment> context) {
    return List.of(
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
    if (rejection.isPresent()) {
      return publish(context, model, ModelStatuses.rejected(model, rejection.get(), clock));
    }
    var plan = ModelPlan.of(model, image);
    Applier.converge(
        context,
        model,
        List.of(
            ModelConfig.desired(plan),
            ModelAccount.desired(plan),
            ModelService.desired(plan),
            ModelWorkload.desired(plan)),
        OWNED);
    var deployment = References.find(context, Deployment.class, model, plan.name());
    var rollout = Rollout.of(deployment.orElse(null), plan.replicas(), plan.hash());
    var trouble = PodTrouble.of(context.getSecondaryResources(Pod.class));
    return publish(context, model, ModelStatuses.of(plan, rollout, trouble, clock));
  }

  private UpdateControl<ModelDeployment> publish(
      Context<ModelDeployment> context, ModelDeployment model, ModelDeploymentStatus status) {
    var before = model.getStatus();
    events.changed(model, before == null ? List.of() : before.conditions(), status.conditions());
    return StatusPatch.of(context, model, status, ModelDeployment::new);
  }
}
