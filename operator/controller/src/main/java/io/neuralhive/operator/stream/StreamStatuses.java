package io.neuralhive.operator.stream;

import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.api.v1alpha1.stream.EventStreamStatus;
import io.neuralhive.operator.kube.Conditions;
import io.neuralhive.operator.kube.Problem;
import java.time.Clock;

/** The status of a stream: pure. */
final class StreamStatuses {
  private StreamStatuses() {}

  static EventStreamStatus of(EventStream stream, StreamObservation observed, Clock clock) {
    var previous =
        stream.getStatus() == null
            ? new EventStreamStatus(null, null, null, null, null, null, null)
            : stream.getStatus();
    var generation = stream.getMetadata().getGeneration();
    var conditions = new Conditions(previous.conditions(), generation, clock);
    return switch (observed) {
      case StreamObservation.Made made ->
          new EventStreamStatus(
              generation,
              well(conditions)
                  .yes(
                      Conditions.READY,
                      "Ready",
                      "topic %s and subject %s are as declared"
                          .formatted(made.plan().topic().name(), made.plan().subject()))
                  .list(),
              made.plan().topic().name(),
              made.partitions(),
              made.plan().subject(),
              made.schema().id(),
              made.schema().version());
      case StreamObservation.Rejected(Problem problem) ->
          kept(
              previous,
              generation,
              conditions
                  .no(Conditions.ACCEPTED, problem.reason(), problem.message())
                  .yes(Conditions.RESOLVED_REFS, "Resolved", "the platform exists")
                  .no(
                      Conditions.READY,
                      problem.reason(),
                      previous.schemaVersion() == null
                          ? problem.message()
                          : "version %d of the schema goes on: %s"
                              .formatted(previous.schemaVersion(), problem.message())));
      case StreamObservation.Unresolved(Problem problem) ->
          kept(
              previous,
              generation,
              conditions
                  .yes(Conditions.ACCEPTED, "Valid", "the spec is valid")
                  .no(Conditions.RESOLVED_REFS, problem.reason(), problem.message())
                  .no(Conditions.READY, problem.reason(), problem.message()));
      case StreamObservation.Failed(Problem problem) ->
          kept(
              previous,
              generation,
              well(conditions).no(Conditions.READY, problem.reason(), problem.message()));
    };
  }

  private static Conditions well(Conditions conditions) {
    return conditions
        .yes(Conditions.ACCEPTED, "Valid", "the spec is valid")
        .yes(Conditions.RESOLVED_REFS, "Resolved", "the platform exists");
  }

  private static EventStreamStatus kept(
      EventStreamStatus previous, Long generation, Conditions conditions) {
    return new EventStreamStatus(
        generation,
        conditions.list(),
        previous.topic(),
        previous.partitions(),
        previous.subject(),
        previous.schemaId(),
        previous.schemaVersion());
  }
}
