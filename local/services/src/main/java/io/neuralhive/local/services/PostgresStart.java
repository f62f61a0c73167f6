package io.neuralhive.local.services;

import io.neuralhive.local.process.PrivateFile;
import io.neuralhive.local.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Makes the database cluster at the first start and runs {@code postgres} itself, not through
 * {@code pg_ctl}, so that it stays our child.
 *
 * <p>PostgreSQL refuses to run as root. Root starts it in a user namespace of its own, where it is
 * "nobody" but still owns its files.
 */
final class PostgresStart {

  private static final String USER = "hive";
  private static final Duration STOP_GRACE = Duration.ofSeconds(15);

  private final Launch launch;
  private final Path bin;
  private final Path data;

  private PostgresStart(Launch launch, Path home) {
    this.launch = launch;
    this.bin = home.resolve("bin");
    this.data = launch.data("postgres");
  }

  static PostgresService start(Launch launch, Programs programs) throws IOException {
    var start = new PostgresStart(launch, programs.postgres());
    var passwordFile = launch.secret("postgres");
    var password = PrivateFile.secret(passwordFile);
    if (!Files.exists(start.data)) {
      start.initialize(passwordFile);
    }
    PostmasterLock.release(start.data);
    return start.serve(password);
  }

  /** In a folder beside, so that a start that is cut off leaves nothing half made. */
  private void initialize(Path passwordFile) throws IOException {
    launch.tell("postgres", "making the database cluster");
    var partial = launch.data("postgres.part");
    delete(partial);
    var command =
        asNobodyIfRoot(
            bin.resolve("initdb").toString(),
            "--pgdata=" + partial,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    var initdb = launch.run(launch.spec("initdb", command, Map.of()));
    try {
      int code = initdb.onExit().join();
      if (code != 0) {
        throw new IOException(
            "initdb ended with code "
                + code
                + "; see "
                + initdb.log()
                + " (root needs user namespaces for it: where they are off, run as another user)"
                + ":\n  "
                + String.join("\n  ", initdb.lastLogLines(20)));
      }
    } catch (CompletionException e) {
      throw new IOException("initdb failed", e.getCause());
    }
    Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private PostgresService serve(String password) throws IOException {
    int port = launch.port("postgres");
    var command =
        asNobodyIfRoot(
            bin.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "wal_level=logical",
            "-c",
            "shared_buffers=64MB",
            "-c",
            "max_connections=200");
    var spec = launch.spec("postgres", command, Map.of()).withStop(StopSignal.INT, STOP_GRACE);
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    var component = launch.start(spec, "127.0.0.1:" + port, () -> makeDatabase(url, password));
    return new PostgresService(component, "127.0.0.1", port, USER, USER, password);
  }

  /** The first good answer: the database "hive" is there. */
  private static boolean makeDatabase(String url, String password) throws SQLException {
    try (var connection = DriverManager.getConnection(url, USER, password);
        var statement = connection.createStatement()) {
      try (var found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + USER + "'")) {
        if (found.next()) {
          return true;
        }
      }
      statement.execute("CREATE DATABASE " + USER);
      return true;
    }
  }

  private static List<String> asNobodyIfRoot(String... command) throws IOException {
    var line = new ArrayList<String>();
    if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
      line.addAll(List.of("unshare", "--user"));
    }
    line.addAll(List.of(command));
    return line;
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
