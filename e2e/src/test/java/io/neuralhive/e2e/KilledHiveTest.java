package io.neuralhive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A second run on the data of the first: what it tells, and what is left when it is killed. Runs
 * before the tests that share one platform: that their run works is the rest of the proof.
 */
@Order(2)
class KilledHiveTest {

  private static final Path OUTPUT = RunningHive.DATA.resolveSibling("killed-hive-up.out");

  @Test
  void aRunTellsItsStatusAndLeavesNoProcessWhenItIsKilled() throws Exception {
    var data = RunningHive.DATA.toString();
    Files.createDirectories(RunningHive.DATA);
    var hive = HiveCommand.of("up", "--data", data).start(OUTPUT);
    try {
      Eventually.within(Duration.ofMinutes(5))
          .because(() -> "hive up printed:\n" + Files.readString(OUTPUT))
          .that(
              "it answered the samples",
              () -> !hive.isAlive() || Files.readString(OUTPUT).contains("stops everything"));
      Files.readAllLines(OUTPUT).stream()
          .filter(line -> line.matches("intentions: .*|answered after .*"))
          .forEach(line -> System.out.println("second start: " + line));

      var status = HiveCommand.of("status", "--data", data, "-o", "json");
      assertStatus(status.run(Duration.ofMinutes(1)));
    } finally {
      hive.destroyForcibly().waitFor();
    }
    Eventually.within(Duration.ofSeconds(30))
        .because(() -> processesOf(data).toString())
        .that("nothing that it started runs any more", () -> processesOf(data).isEmpty());
    var afterwards = HiveCommand.of("status", "--data", data).run(Duration.ofMinutes(1));
    assertThat(afterwards.code()).isEqualTo(1);
    assertThat(afterwards.output()).contains("nothing runs in");
  }

  private static void assertStatus(HiveCommand.Outcome status) throws IOException {
    assertThat(status.code()).as(status.output()).isZero();
    JsonNode json = RunningHive.JSON.readTree(status.output());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "ready",
            "gateway",
            "kubeconfig",
            "kafka",
            "registry",
            "postgres",
            "redis",
            "components");
    assertThat(json.path("ready").asBoolean()).isTrue();
    assertThat(json.path("components"))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            component -> {
              assertThat(component.path("ready").asBoolean()).as(component.toString()).isTrue();
              assertThat(component.path("rssBytes").asLong()).as(component.toString()).isPositive();
              assertThat(component.path("startedMillis").asLong())
                  .as(component.toString())
                  .isPositive();
            });
  }

  /** Whose command line names the data folder, as all do that keep or read something there. */
  private static List<String> processesOf(String data) {
    return ProcessHandle.allProcesses()
        .map(process -> commandLine(process.pid()))
        .filter(line -> line.contains(data))
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException endedMeanwhile) {
      return "";
    }
  }
}
