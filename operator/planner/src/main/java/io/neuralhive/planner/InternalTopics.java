package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.planner.Graph.StageNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The topics of the pipeline's own: one per stage that another unit reads, one per unit. */
final class InternalTopics {

  private final ResolvedPipeline pipeline;
  private final int replicationFactor;
  private final Map<String, InternalTopic> streams = new TreeMap<>();
  private final List<InternalTopic> deadLetters = new ArrayList<>();

  InternalTopics(
      ResolvedPipeline pipeline, CognitivePlatformSpec platform, EdgeTypes types, Fusion fusion) {
    this.pipeline = pipeline;
    this.replicationFactor = Settings.or(platform.kafka().replicationFactor(), 1);
    for (var stage : fusion.internallyRead()) {
      streams.put(
          stage.name(),
          between(
              stage.name(),
              fusion.feedOf(stage).orElseThrow().partitions(),
              types.of(stage).writes().toString()));
    }
    fusion.units().forEach(unit -> deadLetters.add(deadLetters(unit.name())));
  }

  /** The topic between units that a stage writes; empty when none is needed. */
  Optional<InternalTopic> writtenBy(StageNode stage) {
    return Optional.ofNullable(streams.get(stage.name()));
  }

  /** All topics, by name. */
  List<InternalTopic> all() {
    var all = new ArrayList<>(streams.values());
    all.addAll(deadLetters);
    all.sort(Comparator.comparing(InternalTopic::topic));
    return all;
  }

  private InternalTopic between(String stage, int partitions, String schema) {
    var topic = Names.internalTopic(pipeline.namespace(), pipeline.name(), stage);
    return new InternalTopic(
        topic,
        partitions,
        replicationFactor,
        Settings.duration(Settings.INTERNAL_RETENTION).toMillis(),
        Names.subject(topic),
        schema);
  }

  private InternalTopic deadLetters(String unit) {
    var declared = pipeline.spec().deadLetters();
    var retention =
        Settings.or(declared == null ? null : declared.retention(), Settings.DEAD_LETTER_RETENTION);
    return new InternalTopic(
        Names.deadLetterTopic(pipeline.namespace(), pipeline.name(), unit),
        1,
        replicationFactor,
        Settings.duration(retention).toMillis(),
        null,
        null);
  }
}
