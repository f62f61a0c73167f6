package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeCounterTest {

  @Test
  void onlyAnswersInARowChangeTheVerdict() {
    var counter = new ProbeCounter(2, 3);
    assertThat(counter.count(true)).isEmpty();
    assertThat(counter.count(false)).isEmpty();
    assertThat(counter.count(true)).isEmpty();
    assertThat(counter.count(true)).contains(true);
    assertThat(counter.count(false)).isEmpty();
    assertThat(counter.count(false)).isEmpty();
    assertThat(counter.count(false)).contains(false);
  }
}
