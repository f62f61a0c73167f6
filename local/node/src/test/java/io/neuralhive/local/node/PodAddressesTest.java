package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PodAddressesTest {

  @Test
  void anAddressIsUniqueAndNotReusedAtOnce() {
    var addresses = new PodAddresses("127.64", 0);
    assertThat(addresses.acquire("a", null)).isEqualTo("127.64.0.1");
    assertThat(addresses.acquire("b", null)).isEqualTo("127.64.0.2");
    addresses.release("a");
    assertThat(addresses.acquire("c", null)).isEqualTo("127.64.0.3");
  }

  @Test
  void aPodKeepsTheAddressOfTheNodesEarlierLifeUnlessAnotherHasIt() {
    var addresses = new PodAddresses("127.64", 0);
    assertThat(addresses.acquire("a", "127.64.9.9")).isEqualTo("127.64.9.9");
    assertThat(addresses.acquire("b", "127.64.9.9")).isEqualTo("127.64.0.1");
    assertThat(addresses.acquire("c", "10.0.0.1")).isEqualTo("127.64.0.2");
  }

  @Test
  void theLastAddressIsFollowedByTheFirst() {
    var addresses = new PodAddresses("127.64", 256 * 254 - 1);
    assertThat(addresses.acquire("a", null)).isEqualTo("127.64.255.254");
    assertThat(addresses.acquire("b", null)).isEqualTo("127.64.0.1");
  }
}
