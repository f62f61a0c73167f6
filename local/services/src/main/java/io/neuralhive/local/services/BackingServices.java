package io.neuralhive.local.services;

import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.Ports;
import io.neuralhive.local.process.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The running services. An end that nobody asked for is told to the {@link Progress}. */
public final class BackingServices implements AutoCloseable {

  private final List<ChildProcess> started = new CopyOnWriteArrayList<>();
  private Optional<KafkaService> kafka = Optional.empty();
  private Optional<PostgresService> postgres = Optional.empty();
  private Optional<RedisService> redis = Optional.empty();
  private Optional<RegistryService> registry = Optional.empty();
  private volatile boolean closing;

  private BackingServices() {}

  /**
   * Starts the services in parallel and returns when all answer.
   *
   * @throws IOException naming the first that did not start; the others are ended again
   */
  public static BackingServices start(ServiceOptions options, Progress progress)
      throws IOException {
    Files.createDirectories(options.dataDirectory());
    Files.setPosixFilePermissions(
        options.dataDirectory(), PosixFilePermissions.fromString("rwx------"));
    var names =
        List.of(
            "kafka", "kafka-controller", "postgres", "redis", "registry", RegistryStart.MANAGEMENT);
    var ports = Ports.keptIn(options.dataDirectory().resolve("ports.properties"), names);
    var services = new BackingServices();
    try {
      services.startAll(new Launch(options, progress, ports, services.started::add));
    } catch (IOException | RuntimeException e) {
      services.close();
      throw e;
    }
    services.components().forEach(component -> services.watch(component, progress));
    return services;
  }

  public KafkaService kafka() {
    return present(kafka, Service.KAFKA);
  }

  public PostgresService postgres() {
    return present(postgres, Service.POSTGRES);
  }

  public RedisService redis() {
    return present(redis, Service.REDIS);
  }

  public RegistryService registry() {
    return present(registry, Service.REGISTRY);
  }

  /** All that were started, whether they still run or not. */
  public List<Component> components() {
    return Stream.of(
            kafka.map(KafkaService::component),
            postgres.map(PostgresService::component),
            redis.map(RedisService::component),
            registry.map(RegistryService::component))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Ends the services, the last one started first. The data stays. */
  @Override
  public void close() {
    closing = true;
    started.reversed().forEach(ChildProcess::stop);
  }

  private void startAll(Launch launch) throws IOException {
    var programs = new Programs(launch.options().cacheDirectory());
    var starts = new ArrayList<Callable<Void>>();
    for (var service : launch.options().needed()) {
      switch (service) {
        case KAFKA ->
            starts.add(step(() -> kafka = Optional.of(KafkaStart.start(launch, programs))));
        case REDIS ->
            starts.add(step(() -> redis = Optional.of(RedisStart.start(launch, programs))));
        case POSTGRES -> starts.add(step(() -> startDatabase(launch, programs)));
        case REGISTRY -> {
          // started by the task of the database it needs
        }
      }
    }
    runAll(starts);
  }

  private void startDatabase(Launch launch, Programs programs) throws IOException {
    var database = PostgresStart.start(launch, programs);
    postgres = Optional.of(database);
    if (launch.options().needed().contains(Service.REGISTRY)) {
      registry = Optional.of(RegistryStart.start(launch, programs, database));
    }
  }

  /** Gives up all as soon as one fails. */
  private static void runAll(List<Callable<Void>> starts) throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var completions = new ExecutorCompletionService<Void>(threads);
      starts.forEach(completions::submit);
      try {
        for (int i = 0; i < starts.size(); i++) {
          completions.take().get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while the services started");
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static Callable<Void> step(Step step) {
    return () -> {
      step.run();
      return null;
    };
  }

  private void watch(Component component, Progress progress) {
    component
        .process()
        .onExit()
        .thenAccept(
            code -> {
              if (!closing) {
                progress.update(
                    component.name(),
                    "ended with code " + code + "; see " + component.process().log());
              }
            });
  }

  private static <T> T present(Optional<T> service, Service name) {
    return service.orElseThrow(
        () -> new NoSuchElementException(name + " was not started: name it in the options"));
  }
}
