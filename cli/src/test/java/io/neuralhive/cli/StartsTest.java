package io.neuralhive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class StartsTest {

  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void resultsArriveInAnyOrder() throws InterruptedException {
    try (var starts = new Starts()) {
      var one = starts.begin(() -> 1);
      var two = starts.begin(() -> 2);
      assertThat(starts.result(two)).isEqualTo(2);
      assertThat(starts.result(one)).isEqualTo(1);
    }
  }

  @Test
  void theFirstFailureEndsTheOthersAndIsWhatIsTold() {
    try (var starts = new Starts()) {
      var endless = starts.begin(() -> never.await(1, TimeUnit.DAYS));
      starts.begin(
          () -> {
            throw new IOException("no go on the PATH");
          });
      assertThatThrownBy(() -> starts.result(endless))
          .isInstanceOf(CannotDoException.class)
          .hasMessage("no go on the PATH");
      assertThatThrownBy(() -> starts.result(starts.begin(() -> 1)))
          .hasMessage("no go on the PATH");
    }
  }

  @Test
  void closingGivesUpWhatHasNotFinishedAndWaitsForItsEnd() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    try (var starts = new Starts()) {
      starts.begin(
          () -> {
            try {
              begun.countDown();
              return never.await(1, TimeUnit.DAYS);
            } finally {
              ended.countDown();
            }
          });
      begun.await();
    }
    assertThat(ended.getCount()).isZero();
  }
}
