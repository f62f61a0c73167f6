package io.neuralhive.local.controlplane;

import io.neuralhive.local.process.Ports;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** The control plane's folder: private files, and ports that stay the same while they are free. */
record DataFolder(Path path) {

  private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  record PortNumbers(int etcdClient, int etcdPeer, int apiServer, int controllerManager) {}

  static DataFolder open(Path path) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, FOLDER);
    return new DataFolder(path.toAbsolutePath());
  }

  /** Replaces the file in one step; only its owner can read it. */
  Path write(String name, String content) throws IOException {
    return writePrivate(path.resolve(name), content);
  }

  static Path writePrivate(Path file, String content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, PosixFilePermissions.asFileAttribute(FILE));
    Files.writeString(temporary, content);
    return Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Those of the last start that are still free, and free ones for the others. */
  PortNumbers ports() throws IOException {
    var names = List.of("etcd", "etcd-peer", "api-server", "controller-manager");
    var kept = new Properties();
    var file = path.resolve("ports.properties");
    if (Files.exists(file)) {
      kept.load(new StringReader(Files.readString(file)));
    }
    var fresh = Ports.free(names.size()).iterator();
    var used = new HashSet<Integer>();
    var numbers = new int[names.size()];
    for (int i = 0; i < numbers.length; i++) {
      int before = Integer.parseInt(kept.getProperty(names.get(i), "0"));
      numbers[i] = before > 0 && Ports.isFree(before) && used.add(before) ? before : fresh.next();
      kept.setProperty(names.get(i), String.valueOf(numbers[i]));
    }
    var text = new StringWriter();
    kept.store(text, null);
    write("ports.properties", text.toString());
    return new PortNumbers(numbers[0], numbers[1], numbers[2], numbers[3]);
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
