package io.neuralhive.local.services;

import io.neuralhive.local.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The file by which PostgreSQL keeps two servers out of one data folder.
 *
 * <p>A killed server leaves it behind. PostgreSQL then looks whether the process that it names is
 * there, and takes a dead one that nobody has collected yet, or another program that has got its
 * number, for a running server. Our supervisor has ended whatever an earlier owner left, so only a
 * living {@code postgres} counts here.
 */
final class PostmasterLock {

  private static final Duration ENDING = Duration.ofSeconds(10);

  private PostmasterLock() {}

  /**
   * Removes the file of a server that is gone.
   *
   * @throws IOException when a living server holds the folder
   */
  static void release(Path data) throws IOException {
    var file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    var pid = Files.readAllLines(file).getFirst().strip();
    Await.that("the server of an earlier start, process " + pid + ", has left " + data)
        .within(ENDING)
        .until(() -> !isServer(Path.of("/proc", pid, "stat")));
    Files.deleteIfExists(file);
  }

  /** Whether that is a living postgres: its line is {@code pid (name) state …}. */
  static boolean isServer(Path stat) throws IOException {
    try {
      var line = Files.readString(stat);
      int end = line.lastIndexOf(')');
      var name = line.substring(line.indexOf('(') + 1, end);
      char state = line.charAt(end + 2);
      return name.equals("postgres") && state != 'Z' && state != 'X';
    } catch (NoSuchFileException gone) {
      return false;
    }
  }
}
