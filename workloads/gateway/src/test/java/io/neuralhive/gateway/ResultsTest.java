package io.neuralhive.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ResultsTest {

  private static final Duration LONG = Duration.ofSeconds(15);

  private final Results results = new Results(new LocalRequestStates());

  @Test
  void whoComesAfterTheResultNeedNotWait() throws Exception {
    results.arrived("1", "{}");
    assertThat(results.await("1", LONG)).hasValue("{}");
    assertThat(results.awaited()).isZero();
  }

  @Test
  void oneWhoGivesUpLeavesTheOthersWaiting() throws Exception {
    var patient = later("1", LONG);
    Eventually.that("somebody waits", () -> results.awaited() == 1);
    assertThat(results.await("1", Duration.ofMillis(1))).isEmpty();
    assertThat(results.awaited()).isEqualTo(1);

    results.arrived("1", "{}");

    assertThat(patient.join()).hasValue("{}");
    Eventually.that("nobody waits", () -> results.awaited() == 0);
  }

  @Test
  void letsEverybodyGoWhenItStops() throws Exception {
    var waits = later("1", LONG);
    Eventually.that("somebody waits", () -> results.awaited() == 1);

    results.stopWaiting();

    assertThat(waits.join()).isEmpty();
    assertThat(results.await("2", LONG)).isEmpty();
  }

  private CompletableFuture<Optional<String>> later(String id, Duration atMost) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return results.await(id, atMost);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        Executors.newVirtualThreadPerTaskExecutor());
  }
}
