package io.neuralhive.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedIdTest {

  @Test
  void isTheSameForTheSamePartsInEveryProcess() {
    assertThat(DerivedId.of("default", "intention-flow", "abc"))
        .isEqualTo(DerivedId.of("default", "intention-flow", "abc"))
        .isEqualTo("8952fa0f-26f1-8626-9f1c-e2195a7afc22");
  }

  @Test
  void isAUuidOfVersion8() {
    var id = UUID.fromString(DerivedId.of("x"));
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void keepsPartsApart() {
    assertThat(DerivedId.of("a", "bc")).isNotEqualTo(DerivedId.of("ab", "c"));
    assertThat(DerivedId.of("a", "")).isNotEqualTo(DerivedId.of("a"));
  }

  @Test
  void needsAPart() {
    assertThatThrownBy(DerivedId::of).isInstanceOf(IllegalArgumentException.class);
  }
}
