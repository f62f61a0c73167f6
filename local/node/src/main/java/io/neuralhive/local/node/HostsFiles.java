package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One hosts file for each namespace, for {@code -Djdk.net.hosts.file}: every Service under its DNS
 * names, and those of the namespace also under their short names. A JVM with such a file asks no
 * other name service, so the machine's own hosts file is part of it.
 */
final class HostsFiles {

  private static final String SUFFIX = ".svc.cluster.local";

  private final Path directory;
  private final String apiHost;
  private final String machine;
  private final Map<String, String> writtenByNamespace = new HashMap<>();
  private List<Entry> entries = List.of();

  /** A name within a namespace, such as {@code redis} or {@code broker-0.broker}. */
  record Entry(String namespace, String name, String address) {}

  HostsFiles(Path directory, String apiHost) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.apiHost = apiHost;
    this.machine = machineHosts();
  }

  /** Where the files are; each is replaced as a whole, so only the folder can be mounted. */
  Path directory() {
    return directory;
  }

  /** The file of a namespace, which stays up to date from now on. */
  synchronized Path file(String namespace) {
    var file = directory.resolve(namespace);
    write(namespace);
    return file;
  }

  /** Brings all files up to date. */
  synchronized void update(Collection<Service> services, Collection<Pod> pods) {
    entries = entries(services, pods, apiHost);
    List.copyOf(writtenByNamespace.keySet()).forEach(this::write);
  }

  /** All names, computed only. */
  static List<Entry> entries(Collection<Service> services, Collection<Pod> pods, String apiHost) {
    var found = new ArrayList<Entry>();
    for (var service : services) {
      var namespace = service.getMetadata().getNamespace();
      var name = service.getMetadata().getName();
      var clusterIp = service.getSpec().getClusterIP();
      if (namespace.equals("default") && name.equals("kubernetes")) {
        found.add(new Entry(namespace, name, apiHost));
      } else if ("None".equals(clusterIp)) {
        for (var pod : ServiceTargets.pods(service, pods)) {
          found.add(new Entry(namespace, name, pod.getStatus().getPodIP()));
          if (pod.getSpec().getHostname() != null && name.equals(pod.getSpec().getSubdomain())) {
            found.add(
                new Entry(
                    namespace,
                    pod.getSpec().getHostname() + "." + name,
                    pod.getStatus().getPodIP()));
          }
        }
      } else if (clusterIp != null && !clusterIp.isEmpty()) {
        found.add(new Entry(namespace, name, clusterIp));
      }
    }
    return found;
  }

  /** The lines of a namespace's file, computed only. */
  static String text(String namespace, List<Entry> entries) {
    var lines = new TreeMap<String, String>();
    for (var entry : entries) {
      var inNamespace = entry.name() + "." + entry.namespace();
      var names = inNamespace + " " + inNamespace + ".svc " + inNamespace + SUFFIX;
      var all = entry.namespace().equals(namespace) ? entry.name() + " " + names : names;
      lines.put(inNamespace + " " + entry.address(), entry.address() + " " + all);
    }
    return String.join("\n", lines.values()) + "\n";
  }

  private void write(String namespace) {
    var text = machine + text(namespace, entries);
    var file = directory.resolve(namespace);
    if (text.equals(writtenByNamespace.get(namespace)) && Files.exists(file)) {
      return;
    }
    try {
      var fresh = directory.resolve("." + namespace + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      writtenByNamespace.put(namespace, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the hosts file " + file, e);
    }
  }

  private static String machineHosts() throws IOException {
    var hosts = Path.of("/etc/hosts");
    var own = Files.isReadable(hosts) ? Files.readString(hosts) : "";
    var hostName = Path.of("/proc/sys/kernel/hostname");
    var name =
        Optional.of(hostName)
            .filter(Files::isReadable)
            .map(file -> read(file).strip())
            .filter(text -> !text.isEmpty())
            .map(text -> "127.0.0.1 " + text + "\n")
            .orElse("");
    return "127.0.0.1 localhost\n" + name + own + (own.endsWith("\n") ? "" : "\n");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
