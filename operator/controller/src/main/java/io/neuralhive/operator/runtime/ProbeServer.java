package io.neuralhive.operator.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code /livez}, {@code /readyz} and {@code /metrics}. */
final class ProbeServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2, Thread.ofPlatform().name("probe-server-", 0).daemon().factory());

  /**
   * @param notReady why the process is not ready; empty when it is
   * @throws IOException when the address cannot be bound
   */
  ProbeServer(InetSocketAddress address, Supplier<String> notReady, PrometheusMeterRegistry metrics)
      throws IOException {
    server = HttpServer.create(address, 16);
    server.setExecutor(threads);
    server.createContext("/livez", exchange -> answer(exchange, 200, "text/plain", "alive\n"));
    server.createContext(
        "/readyz",
        exchange -> {
          var why = notReady.get();
          answer(
              exchange, why.isEmpty() ? 200 : 503, "text/plain", why.isEmpty() ? "ready\n" : why);
        });
    server.createContext(
        "/metrics",
        exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    try (exchange) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
