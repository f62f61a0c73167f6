package io.neuralhive.operator.flow;

import static io.neuralhive.operator.flow.Cluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.operator.OperatorForTests;
import io.neuralhive.operator.runtime.OperatorConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two processes and one lease. */
class LeadershipFlowTest {
  private static final String NS = "neural-hive-system";
  private static final String LEASE = "neural-hive-operator";

  private final Cluster cluster = Cluster.shared();

  @Test
  void aStoppedLeaderHandsOverWithinTwoSeconds() throws Exception {
    try (var clientA = Cluster.operatorClient(new Writes());
        var clientB = Cluster.operatorClient(new Writes())) {
      var a = OperatorForTests.start(clientA, config("a"));
      await("a leads", () -> "a".equals(holder()));
      try (var b = OperatorForTests.start(clientB, config("b"))) {
        assertThat(b.port()).isPositive();
        assertThat(holder()).isEqualTo("a");
        a.close();
        var closed = System.nanoTime();
        await("b leads", Duration.ofSeconds(4), () -> "b".equals(holder()));
        assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(Duration.ofSeconds(2));
      }
      assertThat(holder()).isNullOrEmpty();
    }
  }

  private static OperatorConfig config(String identity) {
    // A namespace that is not there: these two must not work beside the shared operator.
    var shared = Cluster.config(null);
    return new OperatorConfig(
        List.of("nobody-here"),
        shared.images(),
        2,
        60,
        60,
        60,
        new OperatorConfig.LeaderElection(NS, LEASE, identity));
  }

  private String holder() {
    var lease = cluster.admin().leases().inNamespace(NS).withName(LEASE).get();
    return lease == null ? null : lease.getSpec().getHolderIdentity();
  }
}
