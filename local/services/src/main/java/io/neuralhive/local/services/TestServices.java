package io.neuralhive.local.services;

import io.neuralhive.local.process.ProcessSupervisor;
import io.neuralhive.local.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * For tests: services shared by the whole JVM, each started when it is first asked for, with data
 * that goes when the JVM ends. Needs local/broker and local/services packaged in this repository.
 */
public final class TestServices {

  private static final String BROKER = "local/broker/target";
  private static final String REGISTRY = "local/services/target/apicurio-registry.tar.gz";

  private final Path folder;
  private final ProcessSupervisor supervisor;
  private final Map<Service, BackingServices> running = new EnumMap<>(Service.class);

  private TestServices(Path folder, ProcessSupervisor supervisor) {
    this.folder = folder;
    this.supervisor = supervisor;
  }

  public static TestServices shared() {
    return Holder.SHARED;
  }

  public KafkaService kafka() {
    return running(Service.KAFKA).kafka();
  }

  public PostgresService postgres() {
    return running(Service.POSTGRES).postgres();
  }

  public RedisService redis() {
    return running(Service.REDIS).redis();
  }

  /** Also starts PostgreSQL; ask for the registry first when a test needs both. */
  public RegistryService registry() {
    return running(Service.REGISTRY).registry();
  }

  private synchronized BackingServices running(Service service) {
    var services = running.get(service);
    if (services == null) {
      services = start(service);
      running.put(service, services);
      if (service == Service.REGISTRY) {
        running.putIfAbsent(Service.POSTGRES, services);
      }
    }
    return services;
  }

  private BackingServices start(Service service) {
    try {
      var root = repository();
      return BackingServices.start(
          new ServiceOptions(
              folder.resolve(service.name()),
              ServiceOptions.userCache(),
              Set.copyOf(EnumSet.of(service)),
              supervisor,
              service == Service.KAFKA ? brokerClassPath(root.resolve(BROKER)) : "",
              root.resolve(REGISTRY)),
          Progress.silent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + service + " for tests", e);
    }
  }

  /** Of the built broker: its jar and what it needs. */
  static String brokerClassPath(Path target) throws IOException {
    var needs = Files.readString(target.resolve("runtime-classpath")).strip();
    return target.resolve("local-broker.jar") + ":" + needs;
  }

  /** The nearest folder above the working directory that has the modules. */
  private static Path repository() throws IOException {
    var folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("local/broker"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IOException("no folder local/broker above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }

  private void close() {
    supervisor.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    static final TestServices SHARED = open();

    private static TestServices open() {
      try {
        var folder = Files.createTempDirectory("hive-services-");
        var services = new TestServices(folder, ProcessSupervisor.open(folder.resolve("run")));
        Runtime.getRuntime().addShutdownHook(new Thread(services::close));
        return services;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
