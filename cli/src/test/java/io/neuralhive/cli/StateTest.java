package io.neuralhive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {

  private static final long OWN = ProcessHandle.current().pid();

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    var file = folder.resolve("state.json");
    assertThat(State.read(file)).isEmpty();

    state(true, OWN).write(file);

    assertThat(State.read(file)).contains(state(true, OWN));
  }

  @Test
  void aFileThatIsNoStateIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("state.json"), "{");
    assertThatThrownBy(() -> State.read(file))
        .isInstanceOf(CannotDoException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void programsReadTheseKeys() throws IOException {
    JsonNode json = new ObjectMapper().readTree(state(true, OWN).json());

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
    assertThat(json.path("components").path(0).fieldNames())
        .toIterable()
        .containsExactly("name", "pid", "ready", "rssBytes", "startedMillis");
  }

  @Test
  void isReadyWhileEveryProcessLives() throws Exception {
    assertThat(state(true, OWN).now().ready()).isTrue();
    assertThat(state(false, OWN).now().ready()).isFalse();

    var ended = new ProcessBuilder("true").start();
    ended.waitFor();
    var now = state(true, ended.pid()).now();

    assertThat(now.ready()).isFalse();
    assertThat(now.components().getFirst().ready()).isFalse();
    assertThat(now.totalRssBytes()).isZero();
  }

  @Test
  void memoryIsLookedUpAnew() {
    assertThat(state(true, OWN).now().totalRssBytes()).isGreaterThan(10_000_000);
  }

  private static State state(boolean ready, long pid) {
    return new State(
        ready,
        pid,
        "http://gateway",
        "/kubeconfig",
        "kafka:1",
        "http://registry",
        "jdbc:postgresql://db",
        "redis://redis",
        List.of(new State.Component("hive", pid, true, 1, 2)));
  }
}
