package io.neuralhive.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.wire.RecordDecoder;
import io.neuralhive.wire.SchemaRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaServer.Shared.class)
class LaneTest {

  @TempDir Path folder;

  @Test
  void aLaneThatDiesCommitsNothingWhileItLeavesItsGroup(Topics topics) throws Exception {
    try (var unit = new Unit("dying", topics, folder);
        var registry = new SchemaRegistry(unit.http.url(), Clock.systemUTC())) {
      topics.sendNotes(unit.in, 0, 200);
      var consumer = new ClientSettings(unit.plan(20), 64 << 20).consumer("lane");
      var target = new BreakingTarget(consumer);
      var progress = new Progress(Clock.systemUTC(), Duration.ofMinutes(1));
      var lane =
          new Lane(
              unit.in,
              Duration.ofMinutes(1),
              consumer,
              new Chain(new RecordDecoder(Topics.NOTE, registry), List.of(), 1),
              target,
              progress,
              new Metrics("dying", "unit", List.of(progress)));

      assertThatThrownBy(lane::run).hasMessage("the second batch breaks it");
      assertThat(target.accepted).isPositive();
      assertThat(target.commits).isZero();
    }
  }

  /** Takes one batch. */
  private static final class BreakingTarget implements Target {

    private final Consumer<byte[], byte[]> consumer;
    private int accepted;
    private int commits;

    BreakingTarget(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void open() {}

    @Override
    public Map<TopicPartition, Long> positions(Set<TopicPartition> partitions) {
      return consumer.beginningOffsets(partitions);
    }

    @Override
    public void accept(Batch batch, Map<String, List<Emission>> emissions) {
      if (accepted > 0) {
        throw new IllegalStateException("the second batch breaks it");
      }
      accepted = batch.size();
    }

    @Override
    public boolean full() {
      return false;
    }

    @Override
    public void commit(Map<TopicPartition, Long> next) {
      commits++;
    }

    @Override
    public void abort() {}

    @Override
    public void close() {}
  }
}
