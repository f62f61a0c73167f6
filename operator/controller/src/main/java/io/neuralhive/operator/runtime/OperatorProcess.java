package io.neuralhive.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reconcilers at work, from start to stop. */
public final class OperatorProcess implements AutoCloseable {
  private static final Duration FINISH = Duration.ofSeconds(5);
  private static final Duration SYNC = Duration.ofSeconds(30);

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<AutoCloseable> closeables = new ArrayList<>();
  private final Optional<Leadership> leadership;
  private final Operator operator;
  private final OperatorConfig config;
  private final ProbeServer probes;

  /**
   * @param address address of probes and metrics
   * @param onFatal what is done when the process cannot go on: its lease or an informer is lost
   * @throws IOException when the address cannot be bound
   */
  public OperatorProcess(
      KubernetesClient client, OperatorConfig config, InetSocketAddress address, Runnable onFatal)
      throws IOException {
    this.config = config;
    this.leadership =
        Optional.ofNullable(config.leaderElection())
            .map(settings -> new Leadership(client, settings, onFatal));
    this.operator = new Operator(overrider -> configure(overrider, client, onFatal));
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    this.probes = new ProbeServer(address, this::notReady, metrics);
  }

  private void configure(
      ConfigurationServiceOverrider overrider, KubernetesClient client, Runnable onFatal) {
    Metrics reconciliations = MicrometerMetrics.withoutPerResourceMetrics(metrics);
    overrider
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withMetrics(reconciliations)
        .withConcurrentReconciliationThreads(config.threads())
        .withCacheSyncTimeout(SYNC)
        .withReconciliationTerminationTimeout(FINISH)
        .withInformerStoppedHandler(
            (informer, failure) -> {
              if (failure != null) {
                onFatal.run();
              }
            });
    leadership.map(Leadership::configuration).ifPresent(overrider::withLeaderElectionConfiguration);
  }

  /** Registers a reconciler; one that holds something is closed with the process. */
  public <P extends HasMetadata> OperatorProcess register(Reconciler<P> reconciler) {
    operator.register(
        reconciler,
        overrider -> {
          overrider.withRetry(
              new GenericRetry()
                  .setMaxAttempts(-1)
                  .setInitialInterval(1000)
                  .setIntervalMultiplier(2)
                  .setMaxInterval(30_000));
          overrider.withReconciliationMaxInterval(config.resync());
          if (!config.namespaces().isEmpty()) {
            overrider.settingNamespaces(config.watched());
          }
        });
    if (reconciler instanceof AutoCloseable closeable) {
      closeables.add(closeable);
    }
    return this;
  }

  /** Has something closed after the reconcilers have stopped. */
  public OperatorProcess closing(AutoCloseable closeable) {
    closeables.add(closeable);
    return this;
  }

  /**
   * Returns when caches are filled and, without leader election, work goes on.
   *
   * @throws io.javaoperatorsdk.operator.OperatorException when a kind is not installed or may not
   *     be watched
   */
  public OperatorProcess start() {
    operator.start();
    return this;
  }

  /** Port of probes and metrics. */
  public int port() {
    return probes.port();
  }

  private String notReady() {
    var runtime = operator.getRuntimeInfo();
    if (!runtime.isStarted()) {
      return "caches are being filled\n";
    }
    var unhealthy = runtime.unhealthyEventSources();
    var broken =
        unhealthy.keySet().stream().filter(name -> !unhealthy.get(name).isEmpty()).toList();
    return broken.isEmpty() ? "" : "event sources are not healthy: %s\n".formatted(broken);
  }

  /** Lets reconciliations end, then gives the lease back. */
  @Override
  public void close() {
    leadership.ifPresent(Leadership::stopping);
    operator.stop();
    leadership.ifPresent(Leadership::release);
    for (var closeable : closeables.reversed()) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot stop " + closeable, e);
      }
    }
    probes.close();
    metrics.close();
  }
}
