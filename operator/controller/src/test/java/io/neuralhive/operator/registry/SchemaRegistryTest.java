package io.neuralhive.operator.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
  @Test
  void anAnswerThatNeverEndsIsNoAnswer() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('[');
          exchange.getResponseBody().flush();
        });
    server.start();
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    try (var http = HttpClient.newHttpClient()) {
      var registry = new SchemaRegistry(http, url);
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () ->
              assertThatThrownBy(registry::probe)
                  .isInstanceOf(RegistryException.class)
                  .hasMessage("schema registry at %s does not answer: no answer within 3 s", url));
    } finally {
      server.stop(0);
    }
  }
}
