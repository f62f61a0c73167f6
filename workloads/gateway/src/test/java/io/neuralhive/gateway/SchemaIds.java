package io.neuralhive.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** As much of a schema registry as a gateway uses, GET /schemas/ids/{id}, which can be away. */
final class SchemaIds implements AutoCloseable {

  private final Map<String, String> schemas;
  private final HttpServer server;
  private volatile boolean away;

  SchemaIds(Map<String, String> schemas) throws IOException {
    this.schemas = schemas;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/schemas/ids/",
        exchange -> {
          var path = exchange.getRequestURI().getPath();
          var schema = schemas.get(path.substring(path.lastIndexOf('/') + 1));
          var json = JsonMapper.shared().createObjectNode();
          int status = away ? 503 : schema == null ? 404 : 200;
          switch (status) {
            case 200 -> json.put("schema", schema);
            case 404 -> json.put("error_code", 40403);
            default -> json.put("error_code", 50001);
          }
          var body = json.toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void away(boolean isAway) {
    away = isAway;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
