package io.neuralhive.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.neuralhive.plan.GatewayPlan;
import org.apache.kafka.common.KafkaException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the cluster and clients ask about the gateway itself. */
@RestController
class AboutController {

  private final IngressTopic topic;
  private final Results results;
  private final PrometheusMeterRegistry metrics;
  private final String openApi;

  AboutController(
      GatewayPlan plan, IngressTopic topic, Results results, PrometheusMeterRegistry metrics) {
    this.topic = topic;
    this.results = results;
    this.metrics = metrics;
    this.openApi = OpenApi.describe(plan);
  }

  @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  String openApi() {
    return openApi;
  }

  @GetMapping("/livez")
  String live() {
    return "ok";
  }

  @GetMapping("/readyz")
  ResponseEntity<String> ready() {
    try {
      if (!topic.reachable()) {
        return notReady("the ingress topic is not there");
      }
    } catch (KafkaException e) {
      return notReady("Kafka does not answer: " + e.getMessage());
    }
    return results.current() ? ResponseEntity.ok("ok") : notReady("results are not read yet");
  }

  @GetMapping("/metrics")
  String metrics() {
    return metrics.scrape();
  }

  private static ResponseEntity<String> notReady(String why) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(why);
  }
}
