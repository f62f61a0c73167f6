package io.neuralhive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests, good and bad, through the gateway. */
class RequestsTest {

  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final RunningHive hive = RunningHive.shared();

  @Test
  void aWaitingRequestIsAnsweredWithItsPlanAndCanBeAskedForLater() throws Exception {
    var response =
        hive.post("?wait=10s", RunningHive.body("Montar um painel de vendas por loja"), JSON);
    assertThat(response.statusCode()).isEqualTo(200);
    var answer = RunningHive.JSON.readTree(response.body());
    assertThat(answer.path("result").path("language").asText()).isEqualTo("pt");
    assertThat(answer.path("result").path("tasks")).isNotEmpty();

    var location = response.headers().firstValue("Location").orElseThrow();
    var later =
        hive.send(HttpRequest.newBuilder(hive.intentions("").resolve(location)).GET(), Map.of());
    assertThat(later.statusCode()).isEqualTo(200);
    assertThat(RunningHive.JSON.readTree(later.body())).isEqualTo(answer);
  }

  @Test
  void aRequestThatDoesNotWaitIsAcceptedWithItsPlace() {
    var response = hive.post("", RunningHive.body("List the open invoices of May"), JSON);
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location").orElseThrow()).startsWith("/intentions/");
  }

  @Test
  void theSameIdempotencyKeyIsOneIntentionAlsoAtTheSameTime() throws Exception {
    var key = "key-" + UUID.randomUUID();
    var body = RunningHive.body("Compare the returns of both warehouses " + key);
    var headers = Map.of("Content-Type", "application/json", "Idempotency-Key", key);
    var ids =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> hive.post("?wait=10s", body, headers))
            .map(r -> id(r.body()))
            .distinct()
            .toList();
    assertThat(ids).hasSize(1);
    Eventually.within(Duration.ofSeconds(20))
        .that("the ledger has it", () -> rows(ids.getFirst()) == 1);

    var other = hive.post("", RunningHive.body("Something else"), headers);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("Idempotency-Key");
  }

  static Stream<Refused> refused() {
    return Stream.of(
        new Refused(
            "empty text", 400, "empty", RunningHive.body("   ").getBytes(), "application/json"),
        new Refused(
            "10,001 characters",
            400,
            "10001 characters",
            RunningHive.body("é".repeat(10_001)).getBytes(StandardCharsets.UTF_8),
            "application/json"),
        new Refused(
            "invalid UTF-8",
            400,
            "UTF-8",
            new byte[] {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xC3, '"', '}'},
            "application/json"),
        new Refused(
            "half a character",
            400,
            "half a character",
            "{\"text\":\"\\ud83d\"}".getBytes(),
            "application/json"),
        new Refused("not JSON", 400, "not valid JSON", "text=hello".getBytes(), "application/json"),
        new Refused("a list", 400, "JSON object", "[]".getBytes(), "application/json"),
        new Refused("no text", 400, "missing", "{}".getBytes(), "application/json"),
        new Refused(
            "text is a number",
            400,
            "must be a text",
            "{\"text\":5}".getBytes(),
            "application/json"),
        new Refused(
            "twice the field",
            400,
            "not valid JSON",
            "{\"text\":\"a\",\"text\":\"b\"}".getBytes(),
            "application/json"),
        new Refused(
            "unknown field",
            400,
            "unknown field 'txt'",
            "{\"text\":\"a\",\"txt\":\"b\"}".getBytes(),
            "application/json"),
        new Refused("wrong content type", 415, "", "hello".getBytes(), "text/plain"),
        new Refused(
            "2 MB",
            413,
            "more than 65536 bytes",
            RunningHive.body("x".repeat(2_000_000)).getBytes(),
            "application/json"));
  }

  record Refused(String name, int status, String says, byte[] body, String contentType) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource
  void refused(Refused request) throws Exception {
    long before = hive.recordsIn("neural-hive.intentions");
    var response =
        hive.send(
            HttpRequest.newBuilder(hive.intentions(""))
                .POST(BodyPublishers.ofByteArray(request.body())),
            Map.of("Content-Type", request.contentType()));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(request.status());
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.body()).contains(request.says()).contains("\"detail\"");
    // A good one goes through right behind it, and is the only one that arrives.
    var next = hive.post("?wait=10s", RunningHive.body("Show the stock after " + request), JSON);
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(hive.recordsIn("neural-hive.intentions")).isEqualTo(before + 1);
  }

  private long rows(String id) throws SQLException {
    return hive.count("SELECT count(*) FROM ledger.plans WHERE id = '" + id + "'");
  }

  private static String id(String body) {
    try {
      return RunningHive.JSON.readTree(body).path("id").asText();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
