package io.neuralhive.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaServer.Shared.class)
class ExactlyOnceTest {

  private static final int COUNT = 10_000;

  @TempDir Path folder;

  @Test
  void aKilledProcessLosesAndDoublesNothing(Topics topics) throws Exception {
    try (var unit = new Unit("kill", topics, folder)) {
      topics.sendNotes(unit.in, 0, COUNT / 2);
      var first = unit.start(1500);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> topics.committed(unit.out).size() == COUNT / 2);

      topics.sendNotes(unit.in, COUNT / 2, COUNT);
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(10))
          .until(() -> topics.read(unit.out, "read_uncommitted").size() > COUNT / 2);
      first.kill();
      assertThat(topics.read(unit.out, "read_uncommitted"))
          .as("the process was killed within a transaction")
          .hasSizeGreaterThan(COUNT / 2);

      unit.start(50);
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertThat(topics.groupOffsets(unit.group())).isEqualTo(COUNT));
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> topics.committed(unit.out).size() >= COUNT);
      assertThat(Topics.keys(topics.committed(unit.out)))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, COUNT).mapToObj(i -> "n" + i).toList());
      assertThat(topics.committed(unit.dead)).isEmpty();
    }
  }

  @Test
  void aProcessThatIsToldToStopCommitsWhatItDidAndHandsOverAtOnce(Topics topics) throws Exception {
    try (var unit = new Unit("stop", topics, folder)) {
      var first = unit.start(60_000);
      await().atMost(Duration.ofSeconds(20)).until(first::ready);
      topics.sendNotes(unit.in, 0, COUNT);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> !topics.read(unit.out, "read_uncommitted").isEmpty());
      first.terminate();
      assertThat(first.exit(10)).isZero();
      assertThat(topics.members(unit.group())).as("members after the stop").isZero();
      int done = topics.committed(unit.out).size();
      assertThat(done).isPositive();
      assertThat(topics.read(unit.out, "read_uncommitted")).hasSize(done);
      assertThat(topics.groupOffsets(unit.group())).isEqualTo(done);

      unit.start(50);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> topics.committed(unit.out).size() == COUNT);
      assertThat(Topics.keys(topics.committed(unit.out))).doesNotHaveDuplicates();
    }
  }

  @Test
  void processesThatComeAndGoShareTheWork(Topics topics) throws Exception {
    try (var unit = new Unit("share", topics, folder)) {
      var first = unit.start(20);
      await().atMost(Duration.ofSeconds(20)).until(first::ready);
      topics.sendNotes(unit.in, 0, COUNT / 2);
      var second = unit.start(20);
      await().atMost(Duration.ofSeconds(20)).until(second::ready);
      topics.sendNotes(unit.in, COUNT / 2, COUNT);
      first.terminate();
      assertThat(first.exit(10)).isZero();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(topics.groupOffsets(unit.group())).isEqualTo(COUNT));
      assertThat(Topics.keys(topics.committed(unit.out))).hasSize(COUNT).doesNotHaveDuplicates();
    }
  }
}
