package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings owned objects to their desired state by server-side apply, and only when the cached state
 * differs in a field that is ours: an unchanged object costs no request.
 *
 * <p>Every kind that is applied here must have an informer event source in the same controller.
 */
public final class Applier {
  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

  private Applier() {}

  /**
   * Applies what is desired and deletes what the primary controls beyond that.
   *
   * @param kinds kinds in which the primary may own objects; only these are looked through
   */
  public static <P extends HasMetadata> void converge(
      Context<P> context,
      P primary,
      List<HasMetadata> desired,
      List<Class<? extends HasMetadata>> kinds) {
    try {
      desired.forEach(object -> apply(context, primary, object));
    } catch (KubernetesClientException e) {
      if (!isNamespaceTerminating(e)) {
        throw e;
      }
      LOG.debug("the namespace of {} goes, so nothing is made in it", identity(primary));
      return;
    }
    var wanted = desired.stream().map(Applier::identity).collect(Collectors.toSet());
    for (var kind : kinds) {
      deleteObsolete(context, primary, context.getSecondaryResources(kind), wanted);
    }
  }

  private static boolean isNamespaceTerminating(KubernetesClientException refusal) {
    var status = refusal.getStatus();
    return status != null
        && status.getDetails() != null
        && status.getDetails().getCauses().stream()
            .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
  }

  private static <P extends HasMetadata> void deleteObsolete(
      Context<P> context,
      P primary,
      Collection<? extends HasMetadata> present,
      Set<String> wanted) {
    for (var object : present) {
      if (Owners.controls(primary, object)
          && !object.isMarkedForDeletion()
          && !wanted.contains(identity(object))) {
        LOG.info("deleting {}, which the spec does not ask for any more", identity(object));
        context.getClient().resource(object).delete();
      }
    }
  }

  private static <P extends HasMetadata, R extends HasMetadata> void apply(
      Context<P> context, P primary, R desired) {
    var source = source(context, desired);
    var id = ResourceID.fromResource(desired);
    var actual = source.get(id).orElse(null);
    if (actual != null && matches(context, actual, desired)) {
      return;
    }
    LOG.info("applying {}", identity(desired));
    var applied = context.getClient().resource(desired).patch(serverSideApply());
    if (actual == null) {
      source.handleRecentResourceCreate(id, applied);
    } else {
      source.handleRecentResourceUpdate(id, applied, actual);
    }
  }

  /** Whether every field that is ours has the desired value, and nothing else is ours. */
  public static <R extends HasMetadata> boolean matches(Context<?> context, R actual, R desired) {
    return SSABasedGenericKubernetesResourceMatcher.<R>getInstance()
        .matches(actual, desired, context);
  }

  /** How every write of ours is done: our fields, whoever else wrote them last. */
  public static PatchContext serverSideApply() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(Labels.OPERATOR)
        .withForce(true)
        .build();
  }

  @SuppressWarnings("unchecked")
  private static <P extends HasMetadata, R extends HasMetadata> InformerEventSource<R, P> source(
      Context<P> context, R object) {
    return (InformerEventSource<R, P>)
        context.eventSourceRetriever().getEventSourceFor((Class<R>) object.getClass());
  }

  private static String identity(HasMetadata object) {
    return "%s %s/%s"
        .formatted(
            object.getKind(), object.getMetadata().getNamespace(), object.getMetadata().getName());
  }
}
