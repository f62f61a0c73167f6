package io.neuralhive.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a JVM's children when that JVM is killed with SIGKILL. */
class KilledOwnerTest {

  private static final String CHILD_WITH_GRANDCHILD = "sleep 1000 & sleep 1000";
  private static final String GRANDCHILD_IN_OWN_SESSION = "setsid sleep 1000 & exec sleep 1000";
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir Path folder;
  private Path run;
  private Process owner;
  private List<ProcessHandle> family;
  private ProcessHandle reaper;

  @BeforeEach
  void startOwnerWithChildren() throws IOException {
    run = folder.resolve("run");
    owner =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OwnerProgram.class.getName(),
                run.toString(),
                folder.resolve("children.log").toString(),
                CHILD_WITH_GRANDCHILD,
                GRANDCHILD_IN_OWN_SESSION)
            .inheritIO()
            .start();
    Await.that("four sleeping processes and the reaper run")
        .until(
            () -> {
              family = new ArrayList<>(owner.descendants().toList());
              reaper = family.stream().filter(this::isReaper).findAny().orElseThrow();
              family.remove(reaper);
              return family.stream().filter(this::sleeps).count() == 4;
            });
  }

  @AfterEach
  void endWhatATestLeft() {
    owner.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void everyChildAndGrandchildEnds() throws IOException {
    owner.destroyForcibly();

    Await.that("the whole family is gone").within(SOON).until(this::familyIsGone);
    Await.that("the reaper is gone").within(SOON).until(() -> !reaper.isAlive());
    assertThat(ownerFolders()).isEmpty();
  }

  @Test
  void theNextOwnerEndsThemWhenTheReaperWasKilledToo() throws IOException {
    reaper.destroyForcibly();
    owner.destroyForcibly();
    Await.that("the owner is gone").until(() -> !owner.isAlive());
    assertThat(family).anyMatch(ProcessHandle::isAlive);

    try (var next = ProcessSupervisor.open(run)) {
      assertThat(next.children()).isEmpty();
      Await.that("the whole family is gone").within(SOON).until(this::familyIsGone);
    }
    assertThat(ownerFolders()).isEmpty();
  }

  @Test
  void theDirectoryOfALivingOwnerIsRefused() {
    assertThatThrownBy(() -> ProcessSupervisor.open(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by process " + owner.pid());
    assertThat(family).allMatch(ProcessHandle::isAlive);
  }

  private boolean familyIsGone() {
    return family.stream().noneMatch(ProcessHandle::isAlive);
  }

  private boolean isReaper(ProcessHandle process) {
    return commandLine(process).contains("hive-reaper");
  }

  private boolean sleeps(ProcessHandle process) {
    return commandLine(process).startsWith("sleep");
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  private List<String> ownerFolders() throws IOException {
    try (var files = Files.list(run)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("owner-"))
          .toList();
    }
  }
}
