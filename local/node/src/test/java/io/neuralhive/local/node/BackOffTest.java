package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private final BackOff backOff = new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(5));

  @Test
  void restartsAtOnceThenDoublesUpToTheLongestDelay() {
    var shortRun = Duration.ofSeconds(1);
    var seconds = new long[8];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = backOff.afterRunOf(shortRun).toSeconds();
    }
    assertThat(seconds).containsExactly(0, 10, 20, 40, 80, 160, 300, 300);
  }

  @Test
  void forgetsAfterTenGoodMinutes() {
    for (int i = 0; i < 5; i++) {
      backOff.afterRunOf(Duration.ZERO);
    }
    assertThat(backOff.afterRunOf(Duration.ofMinutes(10))).isZero();
    assertThat(backOff.afterRunOf(Duration.ofMinutes(9))).isEqualTo(Duration.ofSeconds(10));
  }
}
