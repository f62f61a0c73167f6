package io.neuralhive.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * What is measured; no label's values come from requests, so their number is fixed.
 *
 * <ul>
 *   <li>{@code neuralhive_gateway_requests_seconds}: histogram by {@code method} (GET, POST,
 *       other), {@code status} and {@code wait} (true when the client asked to wait for the result,
 *       whose time is then in it); probes and scrapes are not counted
 *   <li>{@code neuralhive_gateway_requests_in_flight}: requests that are being answered
 *   <li>{@code neuralhive_gateway_results_total}: results by {@code outcome} (kept, undecodable)
 *   <li>{@code neuralhive_gateway_results_lag_records}: results in the topic that are not read yet
 *   <li>{@code neuralhive_gateway_results_last_read_seconds}: Unix time at which the topic was last
 *       asked for results with success
 *   <li>{@code neuralhive_gateway_cache_up}: 1 when Redis answers, 0 while memory stands in for it;
 *       only when the plan has a Redis
 *   <li>{@code neuralhive_gateway_build_info}: 1; its label {@code version} says which gateway runs
 * </ul>
 *
 * <p>All have the label {@code pipeline}.
 */
final class GatewayMetrics {

  private static final Duration[] BOUNDS =
      IntStream.of(2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong lastRead = new AtomicLong();

  GatewayMetrics(String pipeline) {
    registry.config().commonTags("pipeline", pipeline);
    Gauge.builder("neuralhive.gateway.requests.in.flight", inFlight::get)
        .description("Requests that are being answered")
        .register(registry);
    var version = GatewayMetrics.class.getPackage().getImplementationVersion();
    Gauge.builder("neuralhive.gateway.build.info", () -> 1)
        .description("Always 1; the label says which gateway runs")
        .tag("version", Objects.requireNonNullElse(version, "unknown"))
        .register(registry);
  }

  /** Adds what is known of the stream of results. */
  void watchResults() {
    Gauge.builder("neuralhive.gateway.results.lag.records", lag::get)
        .description("Results in the topic that are not read yet")
        .register(registry);
    TimeGauge.builder("neuralhive.gateway.results.last.read", lastRead::get, TimeUnit.MILLISECONDS)
        .description("Unix time at which the topic was last asked for results with success")
        .register(registry);
  }

  /** Adds whether the cache answers. */
  void watchCache(BooleanSupplier answers) {
    Gauge.builder("neuralhive.gateway.cache.up", () -> answers.getAsBoolean() ? 1 : 0)
        .description("1 when Redis answers, 0 while memory stands in for it")
        .register(registry);
  }

  void started() {
    inFlight.incrementAndGet();
  }

  /**
   * Counts and times a request that began.
   *
   * @param status the HTTP status it is answered with
   * @param waits whether the client asked to wait for the result
   */
  void answered(String method, int status, boolean waits, long nanos) {
    inFlight.decrementAndGet();
    Timer.builder("neuralhive.gateway.requests")
        .description("Requests, from their header to their answer")
        .tag("method", method.equals("GET") || method.equals("POST") ? method : "other")
        .tag("status", Integer.toString(status))
        .tag("wait", Boolean.toString(waits))
        .serviceLevelObjectives(BOUNDS)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void resultKept() {
    results("kept").increment();
  }

  void resultUndecodable() {
    results("undecodable").increment();
  }

  void resultsRead(long lagRecords, long atMillis) {
    lag.set(lagRecords);
    lastRead.set(atMillis);
  }

  /** Everything in the Prometheus text format. */
  String scrape() {
    return registry.scrape();
  }

  private Counter results(String outcome) {
    return Counter.builder("neuralhive.gateway.results")
        .description("Results that were read")
        .tag("outcome", outcome)
        .register(registry);
  }
}
