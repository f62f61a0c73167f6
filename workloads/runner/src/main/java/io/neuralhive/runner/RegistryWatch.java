package io.neuralhive.runner;

import io.neuralhive.wire.SchemaRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks the schema registry now and then whether it is there, for readiness only. */
final class RegistryWatch implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("registry-watch").factory());
  private final String url;
  private volatile boolean answers;

  RegistryWatch(String url, SchemaRegistry registry) {
    this.url = url;
    clock.scheduleWithFixedDelay(
        () -> answers = registry.answers(), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  Optional<String> notReady() {
    return answers
        ? Optional.empty()
        : Optional.of("the schema registry at " + url + " does not answer");
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
