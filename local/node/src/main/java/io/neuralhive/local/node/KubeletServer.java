package io.neuralhive.local.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * The kubelet's HTTPS endpoint as the API server uses it: {@code /containerLogs} and {@code
 * /healthz}. A client must show a certificate of the configured authority.
 */
final class KubeletServer implements AutoCloseable {

  /** Finds a container's log, if the Pod runs on this node. */
  interface Logs {
    Optional<ContainerLog> of(String namespace, String pod, String container);
  }

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Logs logs;
  private final LogTimes times;
  private final Clock clock;

  private KubeletServer(HttpsServer server, Logs logs, LogTimes times, Clock clock) {
    this.server = server;
    this.logs = logs;
    this.times = times;
    this.clock = clock;
  }

  /** Listens on a free loopback port. */
  static KubeletServer start(SSLContext tls, Logs logs, LogTimes times, Clock clock)
      throws IOException {
    var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    var https = HttpsServer.create(address, 0);
    https.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            var wanted = tls.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    var kubelet = new KubeletServer(https, logs, times, clock);
    https.setExecutor(kubelet.threads);
    https.createContext("/containerLogs/", kubelet::containerLogs);
    https.createContext("/healthz", exchange -> answer(exchange, 200, "ok"));
    https.createContext("/", KubeletServer::notImplemented);
    https.start();
    return kubelet;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void containerLogs(HttpExchange exchange) throws IOException {
    var parts = exchange.getRequestURI().getPath().split("/");
    if (parts.length != 5) {
      answer(exchange, 404, "use /containerLogs/<namespace>/<pod>/<container>");
      return;
    }
    LogOptions options;
    try {
      options = LogOptions.of(exchange.getRequestURI(), clock.instant());
    } catch (RuntimeException e) {
      answer(exchange, 400, "the query of this address cannot be read: " + e.getMessage());
      return;
    }
    var log = logs.of(parts[2], parts[3], parts[4]);
    if (log.isEmpty()) {
      answer(
          exchange,
          404,
          "container %s of pod %s/%s is not on this node".formatted(parts[4], parts[2], parts[3]));
      return;
    }
    var file = options.previous() ? log.get().previous() : log.get().current();
    if (file == null) {
      answer(
          exchange,
          400,
          options.previous()
              ? "previous terminated container \"%s\" in pod \"%s\" not found"
                  .formatted(parts[4], parts[3])
              : "container \"%s\" in pod \"%s\" is waiting to start: %s"
                  .formatted(parts[4], parts[3], log.get().waiting()));
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      new LogStream(file, options, times, out)
          .copy(options.previous() ? () -> false : log.get().growing());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static void notImplemented(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        501,
        "this node runs Pods as local processes and answers only logs; for a command beside a Pod,"
            + " use a shell of this machine");
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    } finally {
      exchange.close();
    }
  }
}
