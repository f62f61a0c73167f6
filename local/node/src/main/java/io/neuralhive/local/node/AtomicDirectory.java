package io.neuralhive.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A folder whose files change all at once: each file is a link through {@code ..data}, and an
 * update swaps that one link, as the kubelet does. A program that watches {@code ..data} works here
 * as it does in a cluster.
 */
final class AtomicDirectory {

  private static final String DATA = "..data";

  private final Path directory;
  private Map<String, VolumeFile> written = Map.of();
  private long generation;

  AtomicDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the folder hold exactly these files.
   *
   * @param files by relative path, such as {@code plan.json} or {@code tls/ca.crt}
   * @return whether anything changed
   */
  boolean write(Map<String, VolumeFile> files) throws IOException {
    var link = directory.resolve(DATA);
    if (written.equals(files) && Files.exists(link)) {
      return false;
    }
    Files.createDirectories(directory);
    var previous =
        Files.isSymbolicLink(link) ? directory.resolve(Files.readSymbolicLink(link)) : null;
    var payload = newPayload();
    for (var file : files.entrySet()) {
      var target = payload.resolve(file.getKey()).normalize();
      if (!target.startsWith(payload)) {
        throw new IOException(
            "volume path " + file.getKey() + " leaves its volume; remove the '..'");
      }
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue().content());
      FileTree.mode(target, file.getValue().mode());
    }
    var fresh = directory.resolve("..data_tmp");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, payload.getFileName());
    Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    link(topNames(files));
    if (previous != null) {
      FileTree.delete(previous);
    }
    written = new TreeMap<>(files);
    return true;
  }

  private Path newPayload() throws IOException {
    Path payload;
    do {
      payload = directory.resolve("..v" + generation++);
    } while (Files.exists(payload, LinkOption.NOFOLLOW_LINKS));
    return Files.createDirectory(payload);
  }

  private void link(Set<String> names) throws IOException {
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var entry : entries) {
        var name = entry.getFileName().toString();
        if (!name.startsWith("..") && Files.isSymbolicLink(entry) && !names.contains(name)) {
          Files.delete(entry);
        }
      }
    }
    for (var name : names) {
      var entry = directory.resolve(name);
      if (!Files.isSymbolicLink(entry)) {
        Files.createSymbolicLink(entry, Path.of(DATA, name));
      }
    }
  }

  private static Set<String> topNames(Map<String, VolumeFile> files) {
    var names = new HashSet<String>();
    files.keySet().forEach(path -> names.add(Path.of(path).getName(0).toString()));
    return names;
  }
}
