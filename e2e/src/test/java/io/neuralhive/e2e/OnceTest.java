package io.neuralhive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a visitor sees first. Runs before the others, which go on with the data it leaves. */
@Order(1)
class OnceTest {

  @Test
  void upOnceAnswersTheSamplesAndEndsWell() throws IOException, InterruptedException {
    var outcome =
        HiveCommand.of("up", "--once", "--data", RunningHive.DATA.toString())
            .run(Duration.ofMinutes(15));
    System.out.println(outcome.output());
    assertThat(outcome.output())
        .containsPattern(
            "(?m)^intentions: 20 answered, (1[6-9]|20) domains right, (1[6-9]|20) routes right$")
        .contains("export KUBECONFIG=");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void aWrongCommandIsAnsweredWithHelp() throws IOException, InterruptedException {
    var outcome = HiveCommand.of("upp").run(Duration.ofMinutes(1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.output()).contains("upp", "Did you mean: hive up?");
  }

  @Test
  void helpNamesTheCommands() throws IOException, InterruptedException {
    var outcome = HiveCommand.of("--help").run(Duration.ofMinutes(1));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.output()).contains("up", "down", "status", "test", "./hive up --once");
  }
}
