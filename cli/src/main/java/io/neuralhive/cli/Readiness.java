package io.neuralhive.cli;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.neuralhive.api.v1alpha1.common.Condition;
import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.local.process.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches our objects and all pods become Ready, and shows what is said of them. */
final class Readiness {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private static final int SHOWN = 110;

  /** One object and what its operator last said. */
  private record Seen(String name, boolean ready, String says) {}

  private final KubernetesClient client;
  private final String namespace;
  private final Instant since;
  private final Progress progress;

  /**
   * Prepares.
   *
   * @param since the start of this run
   */
  Readiness(KubernetesClient client, String namespace, Instant since, Progress progress) {
    this.client = client;
    this.namespace = namespace;
    // The API server keeps whole seconds.
    this.since = since.truncatedTo(ChronoUnit.SECONDS);
    this.progress = progress;
  }

  /**
   * Returns when all are Ready and every pod was started by this run: what the API server remembers
   * of an earlier run does not count. Fails with the words of those that are not.
   */
  void await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      var objects = look();
      objects.forEach(o -> progress.update(o.name(), shortened(o.says())));
      var waiting = objects.stream().filter(o -> !o.ready()).toList();
      if (!objects.isEmpty() && waiting.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        var words = new StringBuilder("not Ready after %d s:".formatted(atMost.toSeconds()));
        waiting.forEach(o -> words.append("\n  ").append(o.name()).append(": ").append(o.says()));
        throw new CannotDoException(words.toString());
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  /** What is not Ready now, and why; empty when all is well. */
  List<String> complaints() {
    return look().stream()
        .filter(o -> !o.ready())
        .map(o -> shortened(o.name() + ": " + o.says()))
        .toList();
  }

  /** One line; the whole of it is in the object's status. */
  private static String shortened(String words) {
    return words.length() <= SHOWN ? words : words.substring(0, SHOWN - 1) + "…";
  }

  private List<Seen> look() {
    var seen = new ArrayList<Seen>();
    for (var o :
        client.resources(CognitivePlatform.class).inNamespace(namespace).list().getItems()) {
      seen.add(seen("hive", o, o.getStatus() == null ? List.of() : o.getStatus().conditions()));
    }
    for (var o : client.resources(EventStream.class).inNamespace(namespace).list().getItems()) {
      seen.add(seen("stream", o, o.getStatus() == null ? List.of() : o.getStatus().conditions()));
    }
    for (var o : client.resources(DatabaseSchema.class).inNamespace(namespace).list().getItems()) {
      seen.add(seen("dbs", o, o.getStatus() == null ? List.of() : o.getStatus().conditions()));
    }
    for (var o : client.resources(ModelDeployment.class).inNamespace(namespace).list().getItems()) {
      seen.add(seen("md", o, o.getStatus() == null ? List.of() : o.getStatus().conditions()));
    }
    for (var o :
        client.resources(CognitivePipeline.class).inNamespace(namespace).list().getItems()) {
      seen.add(seen("pipe", o, o.getStatus() == null ? List.of() : o.getStatus().conditions()));
    }
    for (var place : List.of(LocalObjects.OPERATOR_NAMESPACE, namespace)) {
      for (var pod : client.pods().inNamespace(place).list().getItems()) {
        if (pod.getMetadata().getDeletionTimestamp() == null) {
          seen.add(seen(pod));
        }
      }
    }
    return seen;
  }

  private Seen seen(Pod pod) {
    var statuses = pod.getStatus().getContainerStatuses();
    boolean fresh =
        !statuses.isEmpty()
            && statuses.stream()
                .allMatch(
                    c ->
                        Boolean.TRUE.equals(c.getReady())
                            && c.getState().getRunning() != null
                            && !Instant.parse(c.getState().getRunning().getStartedAt())
                                .isBefore(since));
    var waiting =
        statuses.stream()
            .map(c -> c.getState() == null ? null : c.getState().getWaiting())
            .filter(w -> w != null && w.getMessage() != null)
            .map(ContainerStateWaiting::getMessage)
            .findFirst();
    return new Seen(
        "pod/" + pod.getMetadata().getName(), fresh, fresh ? "Ready" : waiting.orElse("starting"));
  }

  private static Seen seen(String kind, CustomResource<?, ?> object, List<Condition> conditions) {
    var name = kind + "/" + object.getMetadata().getName();
    Optional<Condition> ready =
        conditions.stream().filter(c -> c.type().equals("Ready")).findFirst();
    boolean holds =
        ready.isPresent()
            && ready.get().status() == ConditionStatus.True
            && object.getMetadata().getGeneration().equals(ready.get().observedGeneration());
    return new Seen(
        name,
        holds,
        holds ? "Ready" : ready.map(Condition::message).orElse("waiting for the operator"));
  }
}
