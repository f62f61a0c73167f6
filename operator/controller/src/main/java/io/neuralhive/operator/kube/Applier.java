package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
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

  private static final Set<Integer> REFUSALS =
      Set.of(
          HttpURLConnection.HTTP_BAD_REQUEST,
          HttpURLConnection.HTTP_FORBIDDEN,
          HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
          422);

  private Applier() {}

  /**
   * Applies what is desired and deletes what the primary controls beyond that. Nothing is touched
   * when one of the names is somebody else's.
   *
   * @param kinds kinds in which the primary may own objects; only these are looked through
   * @throws RefusedObjectException when an object is somebody else's or the API server refuses it
   */
  public static <P extends HasMetadata> void converge(
      Context<P> context,
      P primary,
      List<HasMetadata> desired,
      List<Class<? extends HasMetadata>> kinds) {
    desired.forEach(object -> refuseStranger(context, primary, object));
    try {
      desired.forEach(object -> apply(context, primary, object));
    } catch (RefusedObjectException e) {
      if (!isNamespaceTerminating(e.getCause())) {
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

  private static <P extends HasMetadata, R extends HasMetadata> void refuseStranger(
      Context<P> context, P primary, R desired) {
    // Who lost our labels is not in the cache, and who never had them neither.
    var standing =
        source(context, desired)
            .get(ResourceID.fromResource(desired))
            .orElseGet(() -> context.getClient().resource(desired).get());
    if (standing != null) {
      Owners.stranger(primary, desired, standing)
          .ifPresent(
              whose -> {
                throw RefusedObjectException.taken(identity(desired), whose);
              });
    }
  }

  private static boolean isNamespaceTerminating(KubernetesClientException refusal) {
    var status = refusal == null ? null : refusal.getStatus();
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
    var applied = patch(context, desired);
    if (actual == null) {
      source.handleRecentResourceCreate(id, applied);
    } else {
      source.handleRecentResourceUpdate(id, applied, actual);
    }
  }

  private static <R extends HasMetadata> R patch(Context<?> context, R desired) {
    try {
      return context.getClient().resource(desired).patch(serverSideApply());
    } catch (KubernetesClientException e) {
      // Quotas, admission policies and invalid objects stay so until somebody acts.
      if (REFUSALS.contains(e.getCode())) {
        throw RefusedObjectException.refused(identity(desired), e);
      }
      throw e;
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
