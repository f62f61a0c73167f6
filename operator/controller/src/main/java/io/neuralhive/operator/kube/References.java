package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Event sources: what a primary refers to by name, and what it owns. */
public final class References {
  /** Annotation of pods: name of the primary that they belong to. */
  public static final String OWNER = "neuralhive.io/owner";

  private References() {}

  /**
   * Watches a kind that primaries refer to by name in their own namespace. A change of the
   * referent, also its coming and going, triggers those that name it.
   *
   * @param index name of the index, unique in the controller
   * @param names names of that kind that a primary refers to
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> to(
      Class<R> kind, EventSourceContext<P> context, String index, Function<P, Set<String>> names) {
    var cache = context.getPrimaryCache();
    cache.addIndexer(
        index,
        primary ->
            names.apply(primary).stream()
                .map(name -> key(primary.getMetadata().getNamespace(), name))
                .toList());
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, context.getPrimaryResourceClass())
            .withSecondaryToPrimaryMapper(
                referent ->
                    cache
                        .byIndex(
                            index,
                            key(
                                referent.getMetadata().getNamespace(),
                                referent.getMetadata().getName()))
                        .stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
            .withPrimaryToSecondaryMapper(
                (P primary) ->
                    names.apply(primary).stream()
                        .map(n -> new ResourceID(n, primary.getMetadata().getNamespace()))
                        .collect(Collectors.toSet()))
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }

  /**
   * Watches objects that primaries own.
   *
   * @param label label that all of them carry; the server sends no others
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> owned(
      Class<R> kind, EventSourceContext<P> context, String label) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, context.getPrimaryResourceClass())
            .withLabelSelector(Labels.selectorFor(label))
            .withSecondaryToPrimaryMapper(
                Mappers.fromOwnerReferences(context.getPrimaryResourceClass(), false))
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }

  /**
   * Watches pods of Deployments that primaries own: pods name their primary by annotation, as their
   * owner is a ReplicaSet.
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> pods(
      Class<R> kind, EventSourceContext<P> context, String label) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, context.getPrimaryResourceClass())
            .withLabelSelector(Labels.selectorFor(label))
            .withSecondaryToPrimaryMapper(References::owner)
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }

  /** The referent of that name in the primary's namespace, from the cache. */
  public static <R extends HasMetadata> Optional<R> find(
      Context<?> context, Class<R> kind, HasMetadata primary, String name) {
    return context.getSecondaryResources(kind).stream()
        .filter(referent -> referent.getMetadata().getName().equals(name))
        .filter(
            referent ->
                referent.getMetadata().getNamespace().equals(primary.getMetadata().getNamespace()))
        .findFirst();
  }

  private static Set<ResourceID> owner(HasMetadata pod) {
    var annotations = pod.getMetadata().getAnnotations();
    return annotations == null || annotations.get(OWNER) == null
        ? Set.of()
        : Set.of(new ResourceID(annotations.get(OWNER), pod.getMetadata().getNamespace()));
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
