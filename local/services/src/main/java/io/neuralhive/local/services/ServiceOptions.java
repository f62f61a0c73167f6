package io.neuralhive.local.services;

import io.neuralhive.local.process.ProcessSupervisor;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How to start the services.
 *
 * @param dataDirectory data, ports, passwords and logs; a second start continues with them
 * @param cacheDirectory where programs are unpacked once; see {@link #userCache}
 * @param services which ones; what they need is started too
 * @param supervisor owns the processes; stays open after {@link BackingServices#close}
 * @param brokerClasspath class path of the broker program: its jar and what it needs
 * @param registryArchive the registry's tar.gz (local/services/target/apicurio-registry.tar.gz);
 *     not looked at once it is unpacked
 */
public record ServiceOptions(
    Path dataDirectory,
    Path cacheDirectory,
    Set<Service> services,
    ProcessSupervisor supervisor,
    String brokerClasspath,
    Path registryArchive) {

  public ServiceOptions {
    dataDirectory = dataDirectory.toAbsolutePath();
    cacheDirectory = cacheDirectory.toAbsolutePath();
    services = Set.copyOf(services);
    Objects.requireNonNull(supervisor, "supervisor");
    Objects.requireNonNull(brokerClasspath, "brokerClasspath");
    Objects.requireNonNull(registryArchive, "registryArchive");
  }

  /** {@code $XDG_CACHE_HOME/neural-hive}, by default {@code ~/.cache/neural-hive}. */
  public static Path userCache() {
    var cache = System.getenv("XDG_CACHE_HOME");
    var root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("neural-hive");
  }

  /** The services asked for and those they need. */
  Set<Service> needed() {
    var needed = EnumSet.noneOf(Service.class);
    needed.addAll(services);
    if (needed.contains(Service.REGISTRY)) {
      needed.add(Service.POSTGRES);
    }
    return needed;
  }
}
