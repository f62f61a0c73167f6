package io.neuralhive.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.gateway.RequestStates.Claim;
import org.junit.jupiter.api.Test;

class LocalRequestStatesTest {

  private final LocalRequestStates states = new LocalRequestStates();

  @Test
  void grantsARequestOnceUnlessItCouldNotBeSent() {
    assertThat(states.claim("1", "a")).isEqualTo(Claim.GRANTED);
    assertThat(states.claim("1", "a")).isEqualTo(Claim.IN_PROGRESS);
    assertThat(states.claim("1", "b")).isEqualTo(Claim.CONFLICT);
    assertThat(states.isAccepted("1")).isFalse();

    states.release("1");
    assertThat(states.claim("1", "b")).isEqualTo(Claim.GRANTED);
    states.accepted("1", "b");

    assertThat(states.claim("1", "b")).isEqualTo(Claim.ACCEPTED);
    assertThat(states.isAccepted("1")).isTrue();
  }

  @Test
  void forgetsTheOldestRequests() {
    for (int i = 0; i <= 20_000; i++) {
      states.accepted("id" + i, "a");
    }
    assertThat(states.isAccepted("id0")).isFalse();
    assertThat(states.isAccepted("id1")).isTrue();
  }

  @Test
  void forgetsTheOldestResultsWhenTheyAreTooLarge() {
    var large = "x".repeat(3_000_000);
    states.keepResult("1", large);
    states.keepResult("2", large);
    states.keepResult("2", large);
    assertThat(states.result("1")).hasValue(large);

    states.keepResult("3", large);

    assertThat(states.result("1")).isEmpty();
    assertThat(states.result("2")).hasValue(large);
    assertThat(states.result("3")).hasValue(large);
  }
}
