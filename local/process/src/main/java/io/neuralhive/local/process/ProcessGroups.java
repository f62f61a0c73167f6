package io.neuralhive.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Signals to process groups, which the JDK cannot send, by the shell's own {@code kill}. */
final class ProcessGroups {

  static final String SHELL = "/bin/sh";

  private ProcessGroups() {}

  /** Nothing happens when the group is gone. */
  static void signal(StopSignal signal, long group) {
    send(signal.name(), group);
  }

  static void kill(long group) {
    send("KILL", group);
  }

  private static void send(String signal, long group) {
    try {
      new ProcessBuilder(SHELL, "-c", "kill -s " + signal + " -- -" + group)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot run " + SHELL + " to signal process group " + group, e);
    }
  }

  /** The program that makes a new session without forking; part of util-linux and of busybox. */
  static String setsid() throws IOException {
    for (var candidate : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (Files.isExecutable(Path.of(candidate))) {
        return candidate;
      }
    }
    throw new IOException("no setsid in /usr/bin or /bin: install the package util-linux");
  }
}
