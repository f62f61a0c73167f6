package io.neuralhive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as they are typed, where nothing runs. */
class HiveTest {

  private record Outcome(int code, String out, String err) {}

  @TempDir private Path data;

  @BeforeAll
  static void home() {
    System.setProperty("hive.home", Path.of("..").toAbsolutePath().normalize().toString());
  }

  @Test
  void helpNamesEveryCommand() {
    var help = hive("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("up ", "down ", "status ", "test ", "./hive up --once");
  }

  @Test
  void noCommandIsAnsweredWithHelp() {
    var outcome = hive();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("a command is needed", "./hive up --once");
  }

  @Test
  void aMistypedCommandOrOptionIsAnsweredWithTheRightOnes() {
    var command = hive("upp");
    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("'upp'", "Did you mean: hive up?");

    var option = hive("up", "--nope");
    assertThat(option.code()).isEqualTo(2);
    assertThat(option.err()).contains("'--nope'", "--once", "--data");
  }

  @Test
  void nothingToStopIsNoFailure() {
    var outcome = hive("down", "--data", data.toString());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("nothing runs in " + data);
  }

  @Test
  void nothingToTellIsAFailureWithARemedy() {
    for (var format : List.of("text", "json")) {
      var outcome = hive("status", "--data", data.toString(), "-o", format);
      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .isEqualToNormalizingNewlines(
              "hive: nothing runs in %s; start it with ./hive up\n".formatted(data));
    }
  }

  @Test
  void aStateThatAKilledRunLeftIsNotBelieved() throws IOException {
    var folders = new Folders(data, data);
    new State(true, 1, "g", "k", "k", "r", "p", "r", List.of()).write(folders.stateFile());
    assertThat(hive("status", "--data", data.toString()).err()).contains("nothing runs");
    try (var held = RunLock.take(folders)) {
      assertThat(held).isNotNull();
      assertThat(hive("status", "--data", data.toString()).err()).contains("nothing to tell yet");
    }
  }

  private static Outcome hive(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Hive.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
