package io.neuralhive.local.controlplane;

import io.neuralhive.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/** The control plane's folder, closed to others, with ports that stay while they are free. */
record DataFolder(Path path) {

  record PortNumbers(int etcdClient, int etcdPeer, int apiServer, int controllerManager) {}

  static DataFolder open(Path path) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    return new DataFolder(path.toAbsolutePath());
  }

  /** Those of the last start that are still free, and free ones for the others. */
  PortNumbers ports() throws IOException {
    var names = List.of("etcd", "etcd-peer", "api-server", "controller-manager");
    var ports = Ports.keptIn(path.resolve("ports.properties"), names);
    return new PortNumbers(
        ports.get("etcd"),
        ports.get("etcd-peer"),
        ports.get("api-server"),
        ports.get("controller-manager"));
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
