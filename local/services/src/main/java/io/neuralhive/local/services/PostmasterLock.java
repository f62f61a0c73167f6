package io.neuralhive.local.services;

import io.neuralhive.local.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The file by which PostgreSQL keeps two servers out of one data folder.
 *
 * <p>A killed server leaves it behind. PostgreSQL then looks whether the process that it names is
 * there, and takes a dead one that nobody has collected yet, or another program that has got its
 * number, for a running server. Here a server is what works in the folder: the postmaster and each
 * of its children do, so the file goes only when the last of them has gone.
 */
final class PostmasterLock {

  private static final Duration ENDING = Duration.ofSeconds(10);
  private static final Path PROCESSES = Path.of("/proc");

  private PostmasterLock() {}

  /**
   * Removes the file of a server that is gone.
   *
   * @throws IOException when a living server holds the folder
   */
  static void release(Path data) throws IOException {
    var file = data.resolve("postmaster.pid");
    if (Files.exists(file)) {
      var folder = data.toRealPath();
      Await.that("the PostgreSQL of an earlier start has left " + data)
          .within(ENDING)
          .until(() -> !isServed(folder));
      Files.deleteIfExists(file);
    }
  }

  private static boolean isServed(Path folder) throws IOException {
    try (var processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (var process : processes) {
        if (isServer(process, folder)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Whether that process (a folder of /proc) is a living postgres that works in the folder. */
  static boolean isServer(Path process, Path folder) {
    try {
      return isLivingPostgres(Files.readString(process.resolve("stat")))
          && Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
    } catch (IOException gone) {
      return false;
    }
  }

  /** The line is {@code pid (name) state …}. */
  private static boolean isLivingPostgres(String stat) {
    int end = stat.lastIndexOf(')');
    char state = stat.charAt(end + 2);
    return stat.substring(stat.indexOf('(') + 1, end).equals("postgres")
        && state != 'Z'
        && state != 'X';
  }
}
