package io.neuralhive.gateway;

import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Around every request of a client: measures it, and turns whatever fails into a problem. */
final class Answering {

  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  private final GatewayMetrics metrics;

  Answering(GatewayMetrics metrics) {
    this.metrics = metrics;
  }

  ServerResponse answer(ServerRequest request, HandlerFunction<ServerResponse> handler) {
    long start = System.nanoTime();
    int status = HttpStatus.INTERNAL_SERVER_ERROR.value();
    metrics.started();
    try {
      var response = handled(request, handler);
      status = response.statusCode().value();
      return response;
    } finally {
      metrics.answered(request.method().name(), status, waits(request), System.nanoTime() - start);
    }
  }

  private static ServerResponse handled(
      ServerRequest request, HandlerFunction<ServerResponse> handler) {
    try {
      return handler.handle(request);
    } catch (Problem e) {
      if (e.status().is5xxServerError() && e.getCause() != null) {
        LOG.warn("{}: {}", e.getMessage(), e.getCause().toString());
      }
      return problem(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return problem(Problem.notNow(HttpStatus.SERVICE_UNAVAILABLE, "the gateway is stopping", e));
    } catch (IOException e) {
      // Only bodies are read here: the client went away, or cut its body short.
      return problem(Problem.badRequest("the body ended early"));
    } catch (Exception e) {
      LOG.error("a request failed", e);
      return problem(
          Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "the gateway failed; its log says why"));
    }
  }

  private static ServerResponse problem(Problem problem) {
    var retryAfter = problem.retryAfterSeconds();
    return Responses.problem(
        problem, retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter.toString()));
  }

  private static boolean waits(ServerRequest request) {
    var query = request.servletRequest().getQueryString();
    return query != null && query.contains("wait=");
  }
}
