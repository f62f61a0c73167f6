package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** What the cluster asks about the gateway itself. No answer waits for another system. */
final class ProbeRoutes {

  private final IngressTopic topic;
  private final Optional<ResultTopic> results;
  private final GatewayMetrics metrics;
  private final String openApi;

  ProbeRoutes(
      GatewayPlan plan, IngressTopic topic, Optional<ResultTopic> results, GatewayMetrics metrics) {
    this.topic = topic;
    this.results = results;
    this.metrics = metrics;
    this.openApi = OpenApi.describe(plan);
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/livez", _ -> Responses.text(HttpStatus.OK, Responses.TEXT, "ok"))
        .GET("/readyz", _ -> ready())
        .GET("/metrics", _ -> Responses.text(HttpStatus.OK, Responses.METRICS, metrics.scrape()))
        .GET("/openapi.json", _ -> Responses.text(HttpStatus.OK, Responses.JSON, openApi))
        .build();
  }

  private ServerResponse ready() {
    var notYet =
        topic.found()
            ? results.filter(r -> !r.current()).map(_ -> "earlier results are not all read yet")
            : Optional.of("the topic of requests was not found yet");
    return notYet
        .map(why -> Responses.text(HttpStatus.SERVICE_UNAVAILABLE, Responses.TEXT, why))
        .orElseGet(() -> Responses.text(HttpStatus.OK, Responses.TEXT, "ok"));
  }
}
