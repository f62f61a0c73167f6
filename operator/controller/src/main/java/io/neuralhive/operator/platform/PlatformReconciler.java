package io.neuralhive.operator.platform;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.operator.kafka.KafkaClusters;
import io.neuralhive.operator.kube.Events;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.StatusPatch;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Keeps a platform's status true: asks its services at every change, and every so often. */
@ControllerConfiguration(name = "platform", fieldManager = Labels.OPERATOR)
public final class PlatformReconciler implements Reconciler<CognitivePlatform>, AutoCloseable {
  /** Pipelines wait for a service that does not answer. */
  private static final Duration SOON = Duration.ofSeconds(3);

  private final Probes probes;
  private final PlatformSecrets secrets;
  private final Events events;
  private final Duration again;
  private final Clock clock;

  /**
   * @param again how long services are trusted to be as they were
   */
  public PlatformReconciler(
      KubernetesClient client,
      KafkaClusters kafka,
      HttpClient http,
      Events events,
      Duration again,
      Clock clock) {
    this.probes = new Probes(kafka, http);
    this.secrets = new PlatformSecrets(client);
    this.events = events;
    this.again = again;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, CognitivePlatform>> prepareEventSources(
      EventSourceContext<CognitivePlatform> context) {
    return List.of(secrets);
  }

  @Override
  public UpdateControl<CognitivePlatform> reconcile(
      CognitivePlatform platform, Context<CognitivePlatform> context) {
    var values = secrets.read(platform, PlatformPlan.secrets(platform.getSpec()));
    var plan = PlatformPlan.of(platform, values);
    var services = probes.ask(plan.services());
    var status = PlatformStatuses.of(platform, plan, services, clock);
    var before = platform.getStatus();
    boolean reachable =
        status.services().stream().allMatch(s -> s.reachable() == ConditionStatus.True);
    var written = StatusPatch.of(context, platform, status, CognitivePlatform::new);
    events.changed(platform, before == null ? List.of() : before.conditions(), status.conditions());
    return written.rescheduleAfter(reachable ? again : SOON);
  }

  @Override
  public void close() {
    probes.close();
  }
}
