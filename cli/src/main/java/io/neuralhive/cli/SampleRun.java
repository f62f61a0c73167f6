package io.neuralhive.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends samples through the gateway and compares the answers with what is expected. */
final class SampleRun {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 58;

  /** What came back for one sample; domain and route are empty when nothing did. */
  record Answer(Sample sample, String domain, double confidence, String route, String problem) {

    boolean answered() {
      return problem.isEmpty();
    }

    boolean domainRight() {
      return domain.equalsIgnoreCase(sample.domain());
    }

    boolean routeRight() {
      return route.equalsIgnoreCase(sample.route());
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI collection;

  SampleRun(URI collection) {
    this.collection = collection;
  }

  List<Answer> send(List<Sample> samples) throws InterruptedException {
    var answers = new ArrayList<Answer>();
    for (var sample : samples) {
      answers.add(send(sample));
    }
    return answers;
  }

  private Answer send(Sample sample) throws InterruptedException {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(collection + "?wait=10s"))
              .timeout(Duration.ofSeconds(30))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("text", sample.text()))))
              .build();
      var response = http.send(request, BodyHandlers.ofString());
      var body = JSON.readTree(response.body());
      return response.statusCode() == 200
          ? answer(sample, body.path("result"))
          : failed(
              sample,
              "HTTP %d %s".formatted(response.statusCode(), body.path("detail").asText()).strip());
    } catch (IOException e) {
      return failed(sample, e.toString());
    }
  }

  private static Answer answer(Sample sample, JsonNode result) {
    return new Answer(
        sample,
        result.path("domain").asText(),
        result.path("domain_confidence").asDouble(),
        result.path("route").asText().toLowerCase(Locale.ROOT),
        "");
  }

  private static Answer failed(Sample sample, String problem) {
    return new Answer(sample, "", 0, "", problem);
  }

  static String table(List<Answer> answers) {
    var table = new StringBuilder();
    table.append(
        "%-4s %-58s %-14s %5s  %-10s %-27s%n"
            .formatted("ID", "TEXT", "DOMAIN", "CONF", "ROUTE", "EXPECTED"));
    answers.forEach(answer -> table.append(line(answer)));
    return table.toString();
  }

  private static String line(Answer answer) {
    var sample = answer.sample();
    if (!answer.answered()) {
      return "%-4s %-58s no answer: %s ✗%n"
          .formatted(sample.id(), shown(sample.text()), answer.problem());
    }
    return "%-4s %-58s %-14s %5s  %-10s %-14s %-10s %s%n"
        .formatted(
            sample.id(),
            shown(sample.text()),
            answer.domain(),
            String.format(Locale.ROOT, "%.2f", answer.confidence()),
            answer.route(),
            sample.domain(),
            sample.route(),
            answer.domainRight() && answer.routeRight() ? "✓" : "✗");
  }

  static String summary(List<Answer> answers) {
    return "intentions: %d answered, %d domains right, %d routes right"
        .formatted(
            answers.stream().filter(Answer::answered).count(),
            answers.stream().filter(Answer::domainRight).count(),
            answers.stream().filter(Answer::routeRight).count());
  }

  /** Whether all were answered, and at least four of five domains and routes are right. */
  static boolean good(List<Answer> answers) {
    long needed = Math.ceilDiv(answers.size() * 4L, 5L);
    return answers.stream().allMatch(Answer::answered)
        && answers.stream().filter(Answer::domainRight).count() >= needed
        && answers.stream().filter(Answer::routeRight).count() >= needed;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
  }
}
