package io.neuralhive.gateway;

import static io.neuralhive.gateway.TestGateway.id;
import static io.neuralhive.gateway.TestGateway.json;
import static io.neuralhive.gateway.TestGateway.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of a gateway whose services are all well. */
@Timeout(60)
class GatewayTest {

  @TempDir private static Path folder;
  private static Scene scene;
  private static TestGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    scene = new Scene(folder);
    gateway = scene.gateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    scene.close();
  }

  @Test
  void acceptsARequestAndTellsItsResultWhenThereIsOne() throws Exception {
    var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    var accepted = gateway.post("", text("a small house"), "traceparent", trace);

    assertThat(accepted.statusCode()).isEqualTo(202);
    var location = accepted.headers().firstValue("Location").orElseThrow();
    assertThat(location).isEqualTo("/wishes/" + id(accepted));
    assertThat(json(gateway.get(location)).path("status").stringValue()).isEqualTo("accepted");

    scene.answer(id(accepted), "dig", "build");
    Eventually.that(
        "the result is known",
        () -> json(gateway.get(location)).path("status").stringValue().equals("completed"));
    assertThat(json(gateway.get(location)).at("/result/steps/1/name").stringValue())
        .isEqualTo("build");
    assertThat(scene.requests())
        .filteredOn(r -> r.get("id").equals(id(accepted)))
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.get("text")).isEqualTo("a small house");
              assertThat(r.get("amount")).isEqualTo(1.5);
              assertThat(r.get("tone")).isNull();
            });
  }

  @Test
  void everyoneWhoWaitsForTheSameRequestGetsItsResult() throws Exception {
    var key = "together";
    var first = gateway.post("", text("a well"), "Idempotency-Key", key);
    var again = gateway.wish("?wait=20s", text("a well"), "Idempotency-Key", key);
    var impatient =
        gateway.sendLater(gateway.wish("?wait=1ms", text("a well"), "Idempotency-Key", key));
    var patient = IntStream.range(0, 5).mapToObj(_ -> gateway.sendLater(again)).toList();
    assertThat(impatient.join().statusCode()).isEqualTo(202);

    scene.answer(id(first), "dig");

    assertThat(patient)
        .allSatisfy(
            answer -> {
              assertThat(answer.join().statusCode()).isEqualTo(200);
              assertThat(json(answer.join()).at("/result/steps/0/name").stringValue())
                  .isEqualTo("dig");
            });
    // And who comes later need not wait at all.
    assertThat(gateway.post("?wait=20s", text("a well"), "Idempotency-Key", key).statusCode())
        .isEqualTo(200);
  }

  @Test
  void theSameKeyIsOneRequestAlsoAtTheSameTime() {
    var wish = gateway.wish("", text("one boat"), "Idempotency-Key", "boat");
    var answers = IntStream.range(0, 20).mapToObj(_ -> gateway.sendLater(wish)).toList();

    assertThat(answers.stream().map(CompletableFuture::join))
        .allMatch(answer -> answer.statusCode() == 202)
        .extracting(TestGateway::id)
        .containsOnly(id(answers.getFirst().join()));
    assertThat(scene.requests()).filteredOn(r -> r.get("text").equals("one boat")).hasSize(1);
    var other = gateway.post("", text("two boats"), "Idempotency-Key", "boat");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(detail(other)).contains("Idempotency-Key was used with another body");
  }

  @Test
  void manyAtOnceAreNotMixedUp() {
    var answers =
        IntStream.range(0, 200)
            .mapToObj(i -> gateway.sendLater(gateway.wish("", text("star " + i + "*".repeat(i)))))
            .toList();
    assertThat(answers).allMatch(answer -> answer.join().statusCode() == 202);

    assertThat(scene.requests().stream().map(r -> r.get("text").toString()))
        .filteredOn(wish -> wish.startsWith("star "))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 200).mapToObj(i -> "star " + i + "*".repeat(i)).toList());
  }

  @Test
  void countsAndTimesRequestsButNotProbes() {
    var labels = new String[] {"method=\"GET\"", "status=\"404\"", "wait=\"false\""};
    double before = gateway.metric("neuralhive_gateway_requests_seconds_count", labels);
    gateway.get("/wishes/joao@example.com");
    gateway.get("/readyz");

    assertThat(gateway.metric("neuralhive_gateway_requests_seconds_count", labels))
        .isEqualTo(before + 1);
    var all = gateway.get("/metrics").body();
    assertThat(all)
        .contains("neuralhive_gateway_requests_seconds_bucket", "le=\"0.1\"")
        .contains("neuralhive_gateway_requests_in_flight", "neuralhive_gateway_results_lag_records")
        .contains("neuralhive_gateway_results_last_read_seconds", "neuralhive_gateway_build_info")
        .doesNotContain("readyz", "joao", "/wishes");
    assertThat(gateway.metric("neuralhive_gateway_cache_up")).isEqualTo(1);
    assertThat(gateway.metric("neuralhive_gateway_requests_in_flight")).isZero();
    assertThat(gateway.metric("neuralhive_gateway_results_last_read_seconds")).isGreaterThan(1.7e9);
  }

  @Test
  void doesAsItsDescriptionSays() throws Exception {
    var api = json(gateway.get("/openapi.json"));
    var shapes = new Shapes(api);
    var accepted = gateway.post("", text("a bridge"));
    scene.answer(id(accepted), "span");
    var location = accepted.headers().firstValue("Location").orElseThrow();
    Eventually.that("it is completed", () -> gateway.get(location).body().contains("completed"));

    assertThat(shapes.mistakes("Request", "{\"text\":\"a bridge\",\"tone\":\"MILD\"}")).isEmpty();
    assertThat(shapes.mistakes("Request", "{\"tone\":\"LOUD\",\"x\":1}")).hasSize(3);
    Stream.of(
            accepted,
            gateway.get(location),
            gateway.post("", text("")),
            gateway.get("/wishes/0"),
            gateway.post("", "{}", "Accept", "text/html"))
        .forEach(answer -> assertThat(described(api, shapes, answer)).isEmpty());
  }

  /** What is wrong with an answer, as far as the description says. */
  private static java.util.List<String> described(
      tools.jackson.databind.JsonNode api, Shapes shapes, HttpResponse<String> answer) {
    var method = answer.request().method().toLowerCase(java.util.Locale.ROOT);
    var path = method.equals("post") ? "/wishes" : "/wishes/{id}";
    var type = answer.headers().firstValue("Content-Type").orElse("none");
    var schema =
        api.path("paths")
            .path(path)
            .path(method)
            .path("responses")
            .path(Integer.toString(answer.statusCode()))
            .path("content")
            .path(type)
            .path("schema");
    return shapes.mistakes(schema, json(answer));
  }

  static String detail(HttpResponse<String> problem) {
    assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(problem).path("status").intValue()).isEqualTo(problem.statusCode());
    return json(problem).path("detail").stringValue();
  }
}
