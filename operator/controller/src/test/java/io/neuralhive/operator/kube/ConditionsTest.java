package io.neuralhive.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Clock NOON = at("2026-11-23T12:00:00.123Z");
  private static final Clock LATER = at("2026-11-23T13:00:00Z");

  @Test
  void theMomentStaysWhileTheStatusDoesAndMovesWithIt() {
    var first = new Conditions(null, 1L, NOON).yes("Ready", "A", "a").list();
    var same = new Conditions(first, 2L, LATER).yes("Ready", "B", "b").list();
    var other = new Conditions(first, 2L, LATER).no("Ready", "B", "b").list();
    assertThat(first.getFirst().lastTransitionTime()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(same.getFirst().lastTransitionTime())
        .isEqualTo(first.getFirst().lastTransitionTime());
    assertThat(same.getFirst().observedGeneration()).isEqualTo(2L);
    assertThat(other.getFirst().lastTransitionTime()).isEqualTo("2026-11-23T13:00:00Z");
  }

  @Test
  void aMessageIsBoundedAndSaysSo() {
    var message =
        new Conditions(null, 1L, NOON)
            .no("Ready", "A", "x".repeat(10_000))
            .list()
            .getFirst()
            .message();
    assertThat(message)
        .hasSizeLessThanOrEqualTo(Conditions.MAX_MESSAGE)
        .endsWith("(message cut off)");
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}
