package io.neuralhive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.neuralhive.cli.SampleRun.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRunTest {

  private static final Sample SAMPLE =
      new Sample("B1", "en", "Show the orders", "BUSINESS", "auto");
  private static final Answer RIGHT = new Answer(SAMPLE, "BUSINESS", 0.961, "auto", "");
  private static final Answer WRONG = new Answer(SAMPLE, "SECURITY", 0.4, "approval", "");
  private static final Answer NONE = new Answer(SAMPLE, "", 0, "", "HTTP 503 later");

  @Test
  void aLineTellsAnswerAndExpectation() {
    var lines = SampleRun.table(List.of(RIGHT, WRONG, NONE)).lines().map(SampleRunTest::squeezed);

    assertThat(lines)
        .containsExactly(
            "ID TEXT DOMAIN CONF ROUTE EXPECTED",
            "B1 Show the orders BUSINESS 0.96 auto BUSINESS auto ✓",
            "B1 Show the orders SECURITY 0.40 approval BUSINESS auto ✗",
            "B1 Show the orders no answer: HTTP 503 later ✗");
  }

  @Test
  void longTextsAreCut() {
    var sample = new Sample("B1", "en", "x".repeat(59), "BUSINESS", "auto");
    assertThat(SampleRun.table(List.of(new Answer(sample, "BUSINESS", 1, "auto", ""))))
        .contains(" " + "x".repeat(57) + "… ");
  }

  @Test
  void theSummaryCounts() {
    assertThat(SampleRun.summary(List.of(RIGHT, RIGHT, WRONG, NONE)))
        .isEqualTo("intentions: 3 answered, 2 domains right, 2 routes right");
  }

  @Test
  void isGoodWithSixteenOfTwentyRightAndNoneUnanswered() {
    assertThat(SampleRun.good(answers(16, WRONG))).isTrue();
    assertThat(SampleRun.good(answers(15, WRONG))).isFalse();
    assertThat(SampleRun.good(answers(19, NONE))).isFalse();
    var wrongRoute = new Answer(SAMPLE, "BUSINESS", 1, "approval", "");
    assertThat(SampleRun.good(answers(15, wrongRoute))).isFalse();
    var wrongDomain = new Answer(SAMPLE, "SECURITY", 1, "auto", "");
    assertThat(SampleRun.good(answers(15, wrongDomain))).isFalse();
  }

  @Test
  void whatTheGatewaySaysIsTaken() throws Exception {
    var result = "{\"domain\": \"BUSINESS\", \"domain_confidence\": 0.961, \"route\": \"AUTO\"}";
    assertThat(answerTo(200, "{\"result\": " + result + "}")).isEqualTo(RIGHT);
    assertThat(answerTo(202, "{}").problem()).isEqualTo("HTTP 202");
    assertThat(answerTo(503, "{\"detail\": \"later\"}")).isEqualTo(NONE);
    assertThat(answerTo(200, "<html>").answered()).isFalse();
  }

  private static Answer answerTo(int status, String body) throws IOException, InterruptedException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/intentions",
        exchange -> {
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      var run = new SampleRun(URI.create("http://127.0.0.1:" + port + "/intentions"));
      return run.send(List.of(SAMPLE)).getFirst();
    } finally {
      server.stop(0);
    }
  }

  private static List<Answer> answers(int right, Answer others) {
    var answers = new ArrayList<>(Collections.nCopies(right, RIGHT));
    answers.addAll(Collections.nCopies(20 - right, others));
    return answers;
  }

  private static String squeezed(String line) {
    return line.replaceAll(" +", " ").strip();
  }
}
