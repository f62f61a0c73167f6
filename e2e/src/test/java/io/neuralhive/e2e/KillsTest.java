package io.neuralhive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/** Every workload is killed in turn while intentions flow; each of them ends in the ledger once. */
class KillsTest {

  private static final int INTENTIONS = 200;

  private final RunningHive hive = RunningHive.shared();

  @Test
  void killingEveryWorkloadInTurnLosesNothingAndDoublesNothing() throws Exception {
    var run = UUID.randomUUID().toString();
    Set<String> ids = new ConcurrentSkipListSet<>();
    var sender = Thread.ofVirtual().start(() -> sendAll(run, ids));
    for (var workload : workloads()) {
      var before = podsOf(workload);
      before.forEach(pod -> hive.cluster().resource(pod).withGracePeriod(0).delete());
      Eventually.within(Duration.ofSeconds(90))
          .that(workload + " is back", () -> isBack(workload, names(before)));
    }
    sender.join(Duration.ofMinutes(3));
    assertThat(sender.isAlive()).as("the sender is done").isFalse();
    assertThat(ids).hasSize(INTENTIONS);
    Eventually.within(Duration.ofSeconds(60))
        .because(() -> "rows: " + ledger(run).size())
        .that("every intention is in the ledger", () -> ledger(run).containsAll(ids));
    assertThat(ledger(run)).isEqualTo(new TreeSet<>(ids));
    assertThat(hive.count("SELECT count(*) FROM ledger.plans WHERE text LIKE '%" + run + "'"))
        .isEqualTo(INTENTIONS);
  }

  /** A client that repeats what failed, under the same key, as clients must. */
  private void sendAll(String run, Set<String> ids) {
    for (int i = 0; i < INTENTIONS; i++) {
      var headers = Map.of("Content-Type", "application/json", "Idempotency-Key", run + "-" + i);
      var body = RunningHive.body("Show the orders of day " + i + " " + run);
      boolean accepted = false;
      while (!accepted) {
        try {
          var response = hive.post("", body, headers);
          accepted = response.statusCode() == 202;
          if (accepted) {
            ids.add(RunningHive.JSON.readTree(response.body()).path("id").asText());
          }
        } catch (java.io.UncheckedIOException | java.io.IOException gatewayIsAway) {
          Eventually.pause();
        }
      }
    }
  }

  private List<String> workloads() {
    return hive
        .cluster()
        .apps()
        .deployments()
        .inNamespace(RunningHive.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .map(d -> d.getMetadata().getName())
        .toList();
  }

  private List<Pod> podsOf(String workload) {
    return hive.cluster().pods().inNamespace(RunningHive.NAMESPACE).list().getItems().stream()
        .filter(p -> p.getMetadata().getName().matches(workload + "-[0-9a-f]+-[0-9a-z]{5}"))
        .toList();
  }

  private static List<String> names(List<Pod> pods) {
    return pods.stream().map(p -> p.getMetadata().getName()).toList();
  }

  private boolean isBack(String workload, List<String> killed) {
    var pods = podsOf(workload);
    return !pods.isEmpty()
        && names(pods).stream().noneMatch(killed::contains)
        && pods.stream().allMatch(KillsTest::isReady);
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private Set<String> ledger(String run) throws SQLException {
    var found = new TreeSet<String>();
    try (var connection = hive.database();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT id FROM ledger.plans WHERE text LIKE '%" + run + "'")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
