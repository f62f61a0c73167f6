package io.neuralhive.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder {@code <run directory>/owner-<pid>-<start time>} of one supervisor, with a pid file
 * for each child. It exists exactly as long as the supervisor is open; one whose owner is gone is
 * what a killed JVM left behind.
 */
record OwnerFolder(Path path) {

  static final File NOTHING = new File("/dev/null");

  private static final String PREFIX = "owner-";

  /** Ends what dead owners left in the run directory and makes a folder for this JVM. */
  static OwnerFolder takeOver(Path runDirectory) throws IOException {
    for (var earlier : folders(runDirectory)) {
      var parts = earlier.path.getFileName().toString().split("-");
      if (startTime(Long.parseLong(parts[1])).equals(parts[2])) {
        throw new IOException(
            "%s is in use by process %s: stop that one or choose another folder"
                .formatted(runDirectory, parts[1]));
      }
      earlier.reapNow();
    }
    long pid = ProcessHandle.current().pid();
    var own = new OwnerFolder(runDirectory.resolve(PREFIX + pid + "-" + startTime(pid)));
    Files.createDirectory(own.path);
    return own;
  }

  /** A reaper in a session of its own, so that a Ctrl-C meant for the JVM does not end it. */
  Process startReaper() throws IOException {
    return reaper().start();
  }

  void forget(long pid) {
    try {
      Files.deleteIfExists(path.resolve(pid + ".pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String script(String name) throws IOException {
    try (var in = OwnerFolder.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void reapNow() throws IOException {
    try {
      reaper().redirectInput(Redirect.from(NOTHING)).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while ending the processes of " + path, e);
    }
  }

  private ProcessBuilder reaper() throws IOException {
    var builder =
        new ProcessBuilder(
            ProcessGroups.setsid(),
            ProcessGroups.SHELL,
            "-c",
            script("reaper.sh"),
            "hive-reaper",
            path.toString());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.directory(new File("/"));
    return builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
  }

  private static List<OwnerFolder> folders(Path runDirectory) throws IOException {
    try (var files = Files.list(runDirectory)) {
      return files
          .filter(file -> file.getFileName().toString().matches(PREFIX + "\\d+-\\d+"))
          .map(OwnerFolder::new)
          .toList();
    }
  }

  /** In clock ticks since boot, so that a number that was given again is told apart; "" if gone. */
  private static String startTime(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return afterName[0].equals("Z") ? "" : afterName[19];
    } catch (IOException gone) {
      return "";
    }
  }
}
