package io.neuralhive.intention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {

  private static final Risk LOW = new Risk(0.1, false, List.of());

  private static Route route(Risk risk, double confidence, String language) {
    return Route.of(risk, confidence, language, 0.5, 0.7);
  }

  @Test
  void harmlessAndClearGoesOnItsOwn() {
    assertThat(route(LOW, 0.9, "pt")).isEqualTo(Route.AUTO);
  }

  @Test
  void riskyOrDestructiveNeedsApprovalAlsoWhenUnclear() {
    assertThat(route(new Risk(0.7, false, List.of()), 0.9, "en")).isEqualTo(Route.APPROVAL);
    assertThat(route(new Risk(0.1, true, List.of()), 0.1, "und")).isEqualTo(Route.APPROVAL);
  }

  @Test
  void whatIsNoNumberIsNeverWavedThrough() {
    assertThat(route(new Risk(Double.NaN, false, List.of()), 0.9, "en")).isEqualTo(Route.APPROVAL);
    assertThat(route(LOW, Double.NaN, "pt")).isEqualTo(Route.VALIDATION);
    assertThat(Route.VALIDATION.reasons(LOW, Double.NaN, "pt", 0.5))
        .containsExactly("the domain is uncertain");
  }

  @Test
  void unclearIsAskedAbout() {
    assertThat(route(LOW, 0.49, "pt")).isEqualTo(Route.VALIDATION);
    assertThat(route(LOW, 0.9, "und")).isEqualTo(Route.VALIDATION);
    assertThat(Route.VALIDATION.reasons(LOW, 0.49, "und", 0.5)).hasSize(2);
  }
}
