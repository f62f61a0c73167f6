package io.neuralhive.inference;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What is measured. Models are the only names in labels, and their number is configured. */
final class ServerMetrics {

  private static final Duration[] BOUNDS =
      IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  ServerMetrics(String version) {
    Gauge.builder("neuralhive.inference.build.info", () -> 1)
        .description("Always 1; the label carries the version of the server")
        .tag("version", version)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  void register(DeployedModel model) {
    gauge(
        model,
        "neuralhive.inference.queue.length",
        "Requests that wait for the model",
        model::waiting);
    gauge(
        model,
        "neuralhive.inference.model.ready",
        "1 when the model answers, else 0",
        () -> model.ready() ? 1 : 0);
    gauge(
        model,
        "neuralhive.inference.model.load.milliseconds",
        "Milliseconds from fetching the artifact to the last golden sample; 0 while loading",
        () -> model.loadTime().toMillis());
  }

  IntConsumer batchSizes(ModelSpec spec) {
    var summary =
        DistributionSummary.builder("neuralhive.inference.batch.requests")
            .description("Requests answered by one run of the model")
            .tags("model", spec.name(), "version", spec.version())
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64)
            .register(registry);
    return summary::record;
  }

  /**
   * Counts and times one inference request.
   *
   * @param status the HTTP status it was answered with
   */
  void answered(ModelSpec spec, int status, long nanos) {
    Timer.builder("neuralhive.inference.requests")
        .description("Inference requests from the first byte read to the answer made")
        .tags("model", spec.name(), "version", spec.version(), "status", Integer.toString(status))
        .serviceLevelObjectives(BOUNDS)
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /** Everything in the Prometheus text format. */
  String scrape() {
    return registry.scrape();
  }

  private void gauge(DeployedModel model, String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value)
        .description(description)
        .tags("model", model.spec().name(), "version", model.spec().version())
        .register(registry);
  }
}
