package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.operator.kube.Conditions;
import io.neuralhive.planner.ResolvedPipeline;
import io.neuralhive.planner.ResolvedPipeline.RegisteredSchema;
import io.neuralhive.planner.WorkloadImages;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was found of what a pipeline refers to.
 *
 * @param platform the platform, if it exists
 */
record PipelineGathering(
    CognitivePipeline pipeline,
    Optional<CognitivePlatform> platform,
    Collection<EventStream> streams,
    Collection<ModelDeployment> models,
    Collection<DatabaseSchema> schemas) {

  /**
   * Whether a referent's spec is newer than its status. What it will say of the new spec is not
   * known yet, so nothing is decided from it; its next status triggers the pipeline.
   */
  boolean isStale() {
    return platform.filter(p -> stale(p, observed(p))).isPresent()
        || streams.stream().anyMatch(stream -> stale(stream, observed(stream)))
        || schemas.stream().anyMatch(schema -> stale(schema, observed(schema)));
  }

  /**
   * As the compiler wants it.
   *
   * @param registered schemas of the pipeline's own topics, as far as they are registered
   */
  ResolvedPipeline resolved(WorkloadImages images, List<RegisteredSchema> registered) {
    return new ResolvedPipeline(
        pipeline.getMetadata().getNamespace(),
        pipeline.getMetadata().getName(),
        pipeline.getSpec(),
        platform.map(PipelineGathering::platform).orElse(null),
        byName(streams, s -> new ResolvedPipeline.Stream(s.getSpec(), s.getStatus())),
        byName(models, ModelDeployment::getSpec),
        byName(schemas, s -> new ResolvedPipeline.Database(s.getSpec(), s.getStatus())),
        images,
        registered);
  }

  private static ResolvedPipeline.Platform platform(CognitivePlatform platform) {
    return new ResolvedPipeline.Platform(
        platform.getSpec(),
        platform.getStatus() != null
            && Conditions.holds(platform.getStatus().conditions(), Conditions.READY));
  }

  private static boolean stale(HasMetadata referent, Long observed) {
    return observed != null && !observed.equals(referent.getMetadata().getGeneration());
  }

  private static Long observed(CognitivePlatform platform) {
    return platform.getStatus() == null ? null : platform.getStatus().observedGeneration();
  }

  private static Long observed(EventStream stream) {
    return stream.getStatus() == null ? null : stream.getStatus().observedGeneration();
  }

  private static Long observed(DatabaseSchema schema) {
    return schema.getStatus() == null ? null : schema.getStatus().observedGeneration();
  }

  private static <R extends HasMetadata, T> Map<String, T> byName(
      Collection<R> objects, Function<R, T> value) {
    return objects.stream()
        .filter(object -> !object.isMarkedForDeletion())
        .collect(Collectors.toMap(object -> object.getMetadata().getName(), value));
  }
}
