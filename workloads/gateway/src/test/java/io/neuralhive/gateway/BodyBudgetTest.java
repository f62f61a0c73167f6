package io.neuralhive.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class BodyBudgetTest {

  private final BodyBudget budget = new BodyBudget(10_000);

  @Test
  void whoFindsNoRoomIsToldToComeBack() throws IOException {
    assertThat(budget.during(5_000, () -> budget.during(5_000, () -> "both"))).isEqualTo("both");
    assertThatThrownBy(() -> budget.during(5_000, () -> budget.during(6_000, () -> "both")))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
              assertThat(problem.retryAfterSeconds()).isEqualTo(1);
            });
  }

  @Test
  void aBodyThatFailsLeavesItsRoom() throws IOException {
    assertThatThrownBy(
            () ->
                budget.during(
                    10_000,
                    () -> {
                      throw new IOException("cut short");
                    }))
        .hasMessage("cut short");
    assertThat(budget.during(10_000, () -> "next")).isEqualTo("next");
  }
}
