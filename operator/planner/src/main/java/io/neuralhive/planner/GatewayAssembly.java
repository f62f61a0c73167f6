package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.pipeline.HttpIngress;
import io.neuralhive.api.v1alpha1.pipeline.RequestField;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.plan.GatewayPlan;
import io.neuralhive.plan.Kafka;
import io.neuralhive.plan.Output;
import io.neuralhive.plan.Registry;
import io.neuralhive.planner.References.StreamType;
import java.util.Comparator;
import java.util.List;

/** Writes down the plan of the gateway of a pipeline without mistakes. */
final class GatewayAssembly {

  private final ResolvedPipeline pipeline;
  private final CognitivePlatformSpec platform;
  private final HttpIngress ingress;

  GatewayAssembly(ResolvedPipeline pipeline, CognitivePlatformSpec platform) {
    this.pipeline = pipeline;
    this.platform = platform;
    this.ingress = pipeline.spec().ingress().http();
  }

  GatewayDeployment gateway(IngressChecks.Streams streams) {
    var plan = plan(streams);
    return new GatewayDeployment(
        Names.gateway(pipeline.name()),
        Names.gatewayUrl(pipeline.namespace(), pipeline.name()) + ingress.path(),
        pipeline.images().gateway(),
        Settings.replicas(ingress.scale(), null),
        Settings.resources(ingress.resources(), null, Settings.GATEWAY),
        platform.redis() == null
            ? List.of()
            : List.of(platform.redis().external().secretRef().name()),
        new Access(
            plan.result() == null ? List.of() : List.of(plan.result().topic()),
            List.of(plan.output().topic()),
            null,
            null,
            List.of()),
        plan);
  }

  private GatewayPlan plan(IngressChecks.Streams streams) {
    var requests = streams.requests();
    return new GatewayPlan(
        pipeline.namespace(),
        pipeline.name(),
        ingress.path(),
        Settings.or(ingress.maxBodyBytes(), Settings.MAX_BODY_BYTES),
        new Kafka(platform.kafka().bootstrapServers()),
        new Registry(platform.schemaRegistry().external().url()),
        ingress.fields().stream()
            .sorted(Comparator.comparing(RequestField::name))
            .map(GatewayAssembly::field)
            .toList(),
        new Output(
            null,
            requests.topic(),
            requests.key(),
            requests.schemaId(),
            requests.schema().toString()),
        result(streams.results()),
        redis());
  }

  private static GatewayPlan.RequestField field(RequestField field) {
    return new GatewayPlan.RequestField(
        field.name(),
        Settings.or(field.minLength(), 0),
        Settings.or(field.maxLength(), Settings.MAX_LENGTH),
        field.mask().stream().map(Enum::name).sorted().distinct().toList());
  }

  private GatewayPlan.ResultStream result(StreamType results) {
    if (results == null) {
      return null;
    }
    var retention = Settings.or(ingress.result().retention(), Settings.RESULT_RETENTION);
    return new GatewayPlan.ResultStream(
        results.topic(), results.schema().toString(), Settings.duration(retention).toSeconds());
  }

  private GatewayPlan.Redis redis() {
    if (platform.redis() == null) {
      return null;
    }
    var declared = platform.redis().external();
    return new GatewayPlan.Redis(
        declared.host(),
        Settings.or(declared.port(), Settings.REDIS_PORT),
        MountPaths.secretFile(declared.secretRef().name(), "password"));
  }
}
