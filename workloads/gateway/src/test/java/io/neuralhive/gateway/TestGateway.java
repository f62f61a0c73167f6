package io.neuralhive.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway in this JVM, or any other one, as its clients see it. */
record TestGateway(Gateway gateway, int port) implements AutoCloseable {

  static final HttpClient HTTP = HttpClient.newHttpClient();

  static TestGateway start(Path plan) {
    var gateway = Gateway.start(new Arguments(plan, "127.0.0.1", 0));
    return new TestGateway(gateway, gateway.port());
  }

  TestGateway whenReady() {
    Eventually.that("ready", () -> get("/readyz").statusCode() == 200);
    return this;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return sendLater(request).join();
  }

  CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder wish(String query, String body, String... headers) {
    var request =
        request("/wishes" + query)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> post(String query, String body, String... headers) {
    return send(wish(query, body, headers));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  /** The value of a series, by its name and labels without the pipeline; 0 when it is not there. */
  double metric(String start, String... labels) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(start))
        .filter(line -> java.util.Arrays.stream(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  static String id(HttpResponse<String> response) {
    return json(response).path("id").stringValue();
  }

  static String text(String text) {
    return JsonMapper.shared().createObjectNode().put("text", text).toString();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
