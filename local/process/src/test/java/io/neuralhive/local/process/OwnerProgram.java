package io.neuralhive.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A JVM of its own that the tests kill. Arguments: run directory, log, one shell line per child.
 */
final class OwnerProgram {

  private OwnerProgram() {}

  public static void main(String[] arguments) throws Exception {
    var supervisor = ProcessSupervisor.open(Path.of(arguments[0]));
    for (int i = 2; i < arguments.length; i++) {
      supervisor.start(
          new ProcessSpec(
              "child-" + i,
              List.of("sh", "-c", arguments[i]),
              Map.of("PATH", "/usr/bin:/bin"),
              Path.of("/"),
              Path.of(arguments[1])));
    }
    Thread.currentThread().join();
  }
}
