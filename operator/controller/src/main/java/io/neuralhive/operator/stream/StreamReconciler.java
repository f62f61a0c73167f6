package io.neuralhive.operator.stream;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.neuralhive.api.v1alpha1.common.DeletionPolicy;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.operator.kafka.TopicsOfPlatform;
import io.neuralhive.operator.kube.Events;
import io.neuralhive.operator.kube.Finalizer;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.operator.kube.Problem;
import io.neuralhive.operator.kube.References;
import io.neuralhive.operator.kube.StatusPatch;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what a stream declares, and looks again every so often, as nobody tells of a topic that was
 * changed by hand.
 *
 * <p>It sees deletions itself, because its finalizer stands only on streams whose policy is Delete.
 */
@ControllerConfiguration(
    name = "stream",
    fieldManager = Labels.OPERATOR,
    triggerReconcilerOnAllEvents = true)
public final class StreamReconciler implements Reconciler<EventStream> {
  static final Finalizer FINALIZER = new Finalizer("neuralhive.io/stream");
  private static final Logger LOG = LoggerFactory.getLogger(StreamReconciler.class);

  private final StreamMaker maker;
  private final Events events;
  private final Duration again;
  private final Clock clock;

  /**
   * @param again how long topic and subject are trusted to be as they were
   */
  public StreamReconciler(
      TopicsOfPlatform topics, HttpClient http, Events events, Duration again, Clock clock) {
    this.maker = new StreamMaker(topics, http);
    this.events = events;
    this.again = again;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, EventStream>> prepareEventSources(
      EventSourceContext<EventStream> context) {
    return List.of(
        References.to(
            CognitivePlatform.class,
            context,
            "platform",
            stream -> Set.of(stream.getSpec().platformRef().name())));
  }

  @Override
  public UpdateControl<EventStream> reconcile(EventStream stream, Context<EventStream> context) {
    var platform =
        References.find(
            context, CognitivePlatform.class, stream, stream.getSpec().platformRef().name());
    if (context.isPrimaryResourceDeleted()) {
      return UpdateControl.noUpdate();
    }
    if (stream.isMarkedForDeletion()) {
      return delete(stream, platform.orElse(null), context);
    }
    FINALIZER.set(
        context.getClient(),
        stream,
        stream.getSpec().deletionPolicy() == DeletionPolicy.Delete,
        EventStream::new);
    var observed =
        platform
            .map(found -> maker.make(stream, found))
            .orElseGet(() -> new StreamObservation.Unresolved(missing(stream)));
    return publish(stream, observed, context);
  }

  private UpdateControl<EventStream> publish(
      EventStream stream, StreamObservation observed, Context<EventStream> context) {
    var status = StreamStatuses.of(stream, observed, clock);
    var before = stream.getStatus();
    var written = StatusPatch.of(context, stream, status, EventStream::new);
    events.changed(stream, before == null ? List.of() : before.conditions(), status.conditions());
    return written.rescheduleAfter(again);
  }

  private UpdateControl<EventStream> delete(
      EventStream stream, CognitivePlatform platform, Context<EventStream> context) {
    if (!FINALIZER.isOn(stream)) {
      return UpdateControl.noUpdate();
    }
    if (platform != null) {
      var obstacle = maker.remove(stream, platform);
      if (obstacle.isPresent()) {
        return publish(stream, new StreamObservation.Failed(obstacle.get()), context);
      }
    } else {
      // Nobody can say any more where they are; holding the stream would hold its namespace too.
      LOG.warn(
          "topic and subject of stream {} stay: its platform is gone",
          stream.getMetadata().getName());
    }
    FINALIZER.set(context.getClient(), stream, false, EventStream::new);
    return UpdateControl.noUpdate();
  }

  private static Problem missing(EventStream stream) {
    return new Problem(
        "PlatformNotFound",
        "spec.platformRef.name: CognitivePlatform '%s' does not exist in namespace '%s'"
            .formatted(stream.getSpec().platformRef().name(), stream.getMetadata().getNamespace()));
  }
}
