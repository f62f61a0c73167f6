package io.neuralhive.local.services;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks programs into the user's cache, once: a folder that is there is complete. */
final class Programs {

  private static final int OWNER_EXECUTES = 0100;

  private final Path cache;
  private final Properties folders = new Properties();

  Programs(Path cache) throws IOException {
    this.cache = cache;
    try (var in = Programs.class.getResourceAsStream("versions.properties")) {
      folders.load(in);
    }
  }

  /** The folder with bin/postgres and bin/initdb. */
  Path postgres() throws IOException {
    return once(
        "postgres",
        folder -> {
          try (var in = resource("/postgres-linux-x86_64.txz")) {
            untar(new XZInputStream(in), folder);
          }
        });
  }

  /** The redis-server program. */
  Path redis() throws IOException {
    var folder =
        once(
            "redis",
            target -> {
              try (var in = resource("/redis-server-6.2.6-v5-linux-amd64")) {
                var program = target.resolve("redis-server");
                Files.copy(in, program);
                makeExecutable(program);
              }
            });
    return folder.resolve("redis-server");
  }

  /** The folder with quarkus-run.jar. */
  Path registry(Path archive) throws IOException {
    return once(
        "registry",
        folder -> {
          if (!Files.exists(archive)) {
            throw new IOException(
                "no registry at " + archive + ": run \"mvn package\" in local/services first");
          }
          try (var in = new BufferedInputStream(Files.newInputStream(archive))) {
            untar(new GZIPInputStream(in), folder);
          }
        });
  }

  /**
   * Where the JVM of that program keeps its shared classes.
   *
   * @param classPath what is started; an archive serves one class path only
   */
  Path classArchive(String name, String classPath) {
    return cache.resolve("%s-%s-%08x.jsa".formatted(name, Runtime.version(), classPath.hashCode()));
  }

  @FunctionalInterface
  private interface Unpacking {
    void into(Path folder) throws IOException;
  }

  private Path once(String name, Unpacking unpacking) throws IOException {
    var folder = cache.resolve(folders.getProperty(name));
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(cache);
    try (var channel =
            FileChannel.open(
                cache.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = channel.lock()) {
      if (!Files.isDirectory(folder)) {
        var partial = folder.resolveSibling(folder.getFileName() + ".part");
        delete(partial);
        Files.createDirectories(partial);
        unpacking.into(partial);
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return folder;
  }

  private static void untar(InputStream raw, Path folder) throws IOException {
    try (var tar = new TarArchiveInputStream(new BufferedInputStream(raw))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("the archive names a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          if ((entry.getMode() & OWNER_EXECUTES) != 0) {
            makeExecutable(target);
          }
        }
      }
    }
  }

  private static InputStream resource(String name) throws IOException {
    var in = Programs.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException(
          "no " + name + " on the class path: the embedded services need Linux on x86-64");
    }
    return in;
  }

  private static void makeExecutable(Path file) throws IOException {
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable: is the cache mounted noexec?");
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
