package io.neuralhive.runner;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The unit's metrics. Labels are names from the plan only, so their number is fixed. */
final class Metrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer batches;
  private final Timer commits;

  Metrics(String pipeline, String unit, List<Progress> lanes) {
    registry.config().commonTags("pipeline", pipeline, "unit", unit);
    batches = timer("neuralhive.runner.batch", "Running a batch through the steps");
    commits = timer("neuralhive.runner.commit", "Committing outputs with offsets");
    Gauge.builder(
            "neuralhive.runner.lag.records",
            lanes,
            all -> all.stream().mapToLong(Progress::lag).sum())
        .description("Records that are known and not committed")
        .strongReference(true)
        .register(registry);
    var version = Metrics.class.getPackage().getImplementationVersion();
    Gauge.builder("neuralhive.runner.build.info", () -> 1)
        .tag("version", Objects.requireNonNullElse(version, "unknown"))
        .register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(2500),
            Duration.ofSeconds(10))
        .register(registry);
  }

  void in(int records) {
    registry.counter("neuralhive.runner.records.in").increment(records);
  }

  /** Counts records that were written to a topic or table, once their transaction is true. */
  void out(String output, int records) {
    registry.counter("neuralhive.runner.records.out", "output", output).increment(records);
  }

  void deadLetter(String stage) {
    registry.counter("neuralhive.runner.dead.letters", "stage", stage).increment();
  }

  void abort() {
    registry.counter("neuralhive.runner.aborts").increment();
  }

  void batch(Duration time) {
    batches.record(time);
  }

  void commit(Duration time) {
    commits.record(time);
  }

  String scrape() {
    return registry.scrape();
  }
}
