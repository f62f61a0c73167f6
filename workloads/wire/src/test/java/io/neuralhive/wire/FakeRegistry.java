package io.neuralhive.wire;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A registry that can fail, as a real one does not on request. */
final class FakeRegistry implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, String> schemas = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  final AtomicInteger asked = new AtomicInteger();

  FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          var path = exchange.getRequestURI().getPath();
          if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            answer(exchange, 500, "{}");
          } else if (path.equals("/schemas/types")) {
            answer(exchange, 200, "[\"AVRO\"]");
          } else if (schemas.containsKey(path)) {
            answer(exchange, 200, schemas.get(path));
          } else if (path.startsWith("/schemas/ids/")) {
            answer(exchange, 404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
          } else {
            answer(exchange, 404, "<html>no such page</html>");
          }
        });
    server.start();
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

  void put(int id, Schema schema) throws IOException {
    schemas.put(
        "/schemas/ids/" + id,
        new JsonMapper().writeValueAsString(Map.of("schema", schema.toString())));
  }

  void failNext(int requests) {
    failures.set(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
