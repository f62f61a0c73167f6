package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableExpansionTest {

  private static final Map<String, String> VARIABLES = Map.of("A", "1", "B.C", "two", "E", "");

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain,plain",
        "$(A),1",
        "x$(A)y$(B.C)z,x1ytwoz",
        "$(MISSING),$(MISSING)",
        "$$(A),$(A)",
        "$$$(A),$1",
        "$$$$(A),$$(A)",
        "$(A,$(A",
        "$A,$A",
        "cost$,cost$",
        "[$(E)],[]",
      })
  void expandsAsKubernetesDoes(String text, String expected) {
    assertThat(VariableExpansion.expand(text, VARIABLES)).isEqualTo(expected);
  }
}
