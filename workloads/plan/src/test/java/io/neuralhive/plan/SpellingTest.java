package io.neuralhive.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "domian, domain",
    "domains, domain",
    "DOMAIN, domain",
    "receivedat, received_at",
    "confidense, confidence",
  })
  void aSlipOfTheFingerIsUnderstood(String wrong, String meant) {
    assertThat(Spelling.closest(wrong, List.of("domain", "received_at", "confidence")))
        .contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"language", "xyz", "zz", "it"})
  void anotherWordIsNot(String wrong) {
    assertThat(Spelling.closest(wrong, List.of("domain", "received_at", "confidence", "id")))
        .isEmpty();
  }
}
