package io.neuralhive.operator.stream;

import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.operator.kafka.TopicException;
import io.neuralhive.operator.kafka.TopicsOfPlatform;
import io.neuralhive.operator.kube.Problem;
import io.neuralhive.operator.registry.RegistryException;
import io.neuralhive.operator.registry.SchemaRegistry;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/** Brings topic and subject to what a stream declares, and removes them. */
final class StreamMaker {
  private final TopicsOfPlatform topics;
  private final HttpClient http;

  StreamMaker(TopicsOfPlatform topics, HttpClient http) {
    this.topics = topics;
    this.http = http;
  }

  /** The subject comes first: a schema that is refused must not change the topic either. */
  StreamObservation make(EventStream stream, CognitivePlatform platform) {
    var failure = StreamChecks.firstFailure(stream.getSpec());
    if (failure.isPresent()) {
      return new StreamObservation.Rejected(failure.get());
    }
    var plan = StreamPlan.of(stream, platform.getSpec());
    try {
      var schema =
          new SchemaRegistry(http, plan.registryUrl())
              .ensure(plan.subject(), plan.schema(), plan.level());
      var partitions =
          topics
              .of(plan.kafka(), platform.getMetadata().getNamespace())
              .ensure(List.of(plan.topic()))
              .get(plan.topic().name());
      return new StreamObservation.Made(plan, partitions, schema);
    } catch (RegistryException e) {
      return switch (e.kind()) {
        case Unreachable ->
            new StreamObservation.Failed(new Problem("RegistryUnreachable", e.getMessage()));
        case Incompatible ->
            new StreamObservation.Rejected(
                new Problem("IncompatibleSchema", "spec.schema: " + e.getMessage()));
        case Refused ->
            new StreamObservation.Rejected(
                new Problem("SchemaRefused", "spec.schema: " + e.getMessage()));
      };
    } catch (TopicException e) {
      return new StreamObservation.Failed(new Problem(e.reason(), e.getMessage()));
    }
  }

  /** Removes topic and subject; what stands in the way, if anything does. */
  Optional<Problem> remove(EventStream stream, CognitivePlatform platform) {
    var plan = StreamPlan.of(stream, platform.getSpec());
    try {
      topics
          .of(plan.kafka(), platform.getMetadata().getNamespace())
          .delete(List.of(plan.topic().name()));
      new SchemaRegistry(http, plan.registryUrl()).delete(plan.subject());
      return Optional.empty();
    } catch (TopicException e) {
      return Optional.of(new Problem(e.reason(), e.getMessage()));
    } catch (RegistryException e) {
      return Optional.of(new Problem("RegistryUnreachable", e.getMessage()));
    }
  }
}
