package io.neuralhive.operator.stream;

import io.neuralhive.operator.kube.Problem;
import io.neuralhive.operator.registry.SchemaRegistry.Registered;

/** What came of bringing a stream to its plan. */
sealed interface StreamObservation {
  /** Topic and subject are as declared. */
  record Made(StreamPlan plan, int partitions, Registered schema) implements StreamObservation {}

  /** The spec is at fault; what ran before goes on. */
  record Rejected(Problem problem) implements StreamObservation {}

  /** The platform is not there. */
  record Unresolved(Problem problem) implements StreamObservation {}

  /** Kafka or the registry is at fault; it is tried again. */
  record Failed(Problem problem) implements StreamObservation {}
}
