package io.neuralhive.runner;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.Schema;

/** A schema registry and model server that can be told to fail. */
final class FakeHttp implements AutoCloseable {

  private final HttpServer server;
  private volatile boolean down;

  FakeHttp(Schema schema) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var answer = new JsonMapper().writeValueAsString(Map.of("schema", schema.toString()));
    server.createContext(
        "/",
        exchange -> {
          var path = exchange.getRequestURI().getPath();
          var request = exchange.getRequestBody().readAllBytes();
          if (down) {
            answer(exchange, 503, "{}");
          } else if (path.equals("/schemas/types")) {
            answer(exchange, 200, "[\"AVRO\"]");
          } else if (path.equals("/schemas/ids/" + Topics.SCHEMA_ID)) {
            answer(exchange, 200, answer);
          } else if (path.equals("/v2/models/m/infer")) {
            answer(exchange, 200, echo(request));
          } else {
            answer(exchange, 404, "{\"error_code\": 40403}");
          }
        });
    server.start();
  }

  private static String echo(byte[] request) throws IOException {
    var mapper = new JsonMapper();
    var output = mapper.createObjectNode().put("name", "out");
    output.set("data", mapper.readTree(request).at("/inputs/0/data"));
    return mapper.writeValueAsString(Map.of("outputs", java.util.List.of(output)));
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, String body)
      throws IOException {
    try (exchange) {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void down(boolean now) {
    down = now;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
