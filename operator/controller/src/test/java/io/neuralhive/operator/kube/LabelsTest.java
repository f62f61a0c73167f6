package io.neuralhive.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void aLongNameIsCutToALabelAndStaysDistinct() {
    var first = Labels.value("n".repeat(80) + "1");
    var second = Labels.value("n".repeat(80) + "2");
    assertThat(first).hasSize(63).isNotEqualTo(second);
    assertThat(Labels.value("short")).isEqualTo("short");
  }
}
