package io.neuralhive.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSupervisorTest {

  @TempDir Path folder;
  private Path log;
  private ProcessSupervisor supervisor;

  @BeforeEach
  void open() throws IOException {
    log = folder.resolve("logs/child.log");
    supervisor = ProcessSupervisor.open(folder.resolve("run"));
  }

  @AfterEach
  void close() {
    supervisor.close();
  }

  @Test
  void theChildHasExactlyTheGivenEnvironmentAndItsOutputInTheLog() throws Exception {
    var environment =
        Map.of("PATH", "/usr/bin:/bin", "name", "mine", "a.b", "odd name", "PWD", "/x");
    var child =
        supervisor.start(new ProcessSpec("env", List.of("/usr/bin/env"), environment, folder, log));

    assertThat(child.onExit().get()).isZero();
    assertThat(child.lastLogLines(10))
        .containsExactlyInAnyOrder("PATH=/usr/bin:/bin", "name=mine", "a.b=odd name", "PWD=/x");
  }

  @Test
  void theExitCodeIsKnownAndTheChildForgotten() throws Exception {
    var child = supervisor.start(shell("echo to stderr >&2; exit 7"));

    assertThat(child.onExit().get()).isEqualTo(7);
    assertThat(child.exitCode()).hasValue(7);
    assertThat(child.lastLogLines(1)).containsExactly("to stderr");
    Await.that("the child is forgotten").until(() -> supervisor.children().isEmpty());
  }

  @Test
  void stopAsksTheWholeGroup() throws Exception {
    var child = supervisor.start(shell("trap 'exit 3' TERM; sleep 1000 & echo up; wait"));
    awaitLine(child, "up");
    var sleeper = ProcessHandle.of(child.pid()).orElseThrow().children().findFirst().orElseThrow();

    assertThat(child.stop(Duration.ofSeconds(5))).isEqualTo(3);
    Await.that("the sleeper is gone").until(() -> !sleeper.isAlive());
  }

  @Test
  void stopKillsWhatDoesNotListen() throws Exception {
    var child = supervisor.start(shell("trap '' TERM; echo up; while :; do sleep 1000; done"));
    awaitLine(child, "up");

    assertThat(child.stop(Duration.ofMillis(100))).isEqualTo(128 + 9);
    assertThat(child.alive()).isFalse();
  }

  @Test
  void aLeaderThatEndsTakesItsGroupAlong() throws Exception {
    var child = supervisor.start(shell("sleep 1000 & echo $!"));
    child.onExit().get();

    long sleeper = Long.parseLong(child.lastLogLines(1).getFirst());
    Await.that("the sleeper is gone").until(() -> ProcessHandle.of(sleeper).isEmpty());
  }

  @Test
  void closeEndsTheLastStartedFirst() throws Exception {
    for (var name : List.of("first", "second")) {
      var child =
          supervisor.start(
              shell(
                  "trap 'echo "
                      + name
                      + " ends; exit' TERM; echo up "
                      + name
                      + "; while :; do sleep 0.01; done"));
      awaitLine(child, "up " + name);
    }
    supervisor.close();

    assertThat(Files.readAllLines(log)).containsSubsequence("second ends", "first ends");
    assertThatThrownBy(() -> supervisor.start(shell("true")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aMissingProgramOrFolderIsNamed() {
    var environment = Map.of("PATH", "/usr/bin:/bin");
    assertThatThrownBy(
            () ->
                supervisor.start(
                    new ProcessSpec("x", List.of("no-such-program"), environment, folder, log)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program is not on the PATH");
    var nowhere = folder.resolve("nowhere");
    assertThatThrownBy(
            () -> supervisor.start(new ProcessSpec("x", List.of("sh"), environment, nowhere, log)))
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void aPidGivenToAnotherProcessIsLeftAlone() throws Exception {
    var bystander = new ProcessBuilder("/usr/bin/setsid", "sleep", "1000").start();
    try {
      var stale = Files.createDirectories(folder.resolve("other/owner-4194304-1"));
      Files.writeString(stale.resolve(bystander.pid() + ".pid"), bystander.pid() + " 1 old\n");
      ProcessSupervisor.open(folder.resolve("other")).close();

      assertThat(stale).doesNotExist();
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void anInterruptDoesNotShortenTheGrace() throws Exception {
    var slow = shell("trap 'sleep 0.3; exit 7' TERM; echo up; sleep 1000 & wait");
    var child = supervisor.start(slow);
    awaitLine(child, "up");

    Thread.currentThread().interrupt();
    int code = child.stop();

    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(code).isEqualTo(7);
  }

  @Test
  void aLongLogIsPutAside() throws Exception {
    Files.createDirectories(log.getParent());
    Files.write(log, new byte[(int) ProcessSupervisor.LONG_LOG_BYTES + 1]);
    supervisor.start(shell("echo new")).onExit().get();

    assertThat(log).hasContent("new");
    assertThat(log.resolveSibling(log.getFileName() + ".previous"))
        .hasSize(ProcessSupervisor.LONG_LOG_BYTES + 1);
  }

  @Test
  void memoryIsThatOfTheTree() throws Exception {
    var child = supervisor.start(shell("for i in 1 2 3 4; do sleep 1000 & done; echo up; wait"));
    awaitLine(child, "up");

    assertThat(child.rssBytes()).isBetween(500_000L, 50_000_000L);
    child.kill();
    child.onExit().get();
    assertThat(child.rssBytes()).isZero();
  }

  @Test
  void awaitQuotesTheLogOfAProcessThatEnded() throws Exception {
    var child = supervisor.start(shell("echo no space left; exit 4"));

    assertThatThrownBy(() -> Await.that("it answers").whileAlive(child).until(() -> false))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("it answers")
        .hasMessageContaining("ended with code 4")
        .hasMessageContaining("no space left");
  }

  @Test
  void awaitNamesTheLastFailureAtItsDeadline() {
    var await = Await.that("it answers").within(Duration.ofMillis(20));
    assertThatThrownBy(
            () ->
                await.until(
                    () -> {
                      throw new IOException("refused");
                    }))
        .hasMessageContaining("did not come true")
        .hasMessageContaining("refused");
  }

  private ProcessSpec shell(String line) {
    return new ProcessSpec(
        "shell", List.of("sh", "-c", line), Map.of("PATH", "/usr/bin:/bin"), folder, log);
  }

  private static void awaitLine(ChildProcess child, String line) throws IOException {
    Await.that("the child prints " + line)
        .whileAlive(child)
        .until(() -> child.lastLogLines(5).contains(line));
  }
}
