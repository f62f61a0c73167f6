package io.neuralhive.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./hive} as a person would, from the root of the checkout. */
record HiveCommand(Path root, List<String> arguments) {

  /** How a command ended. */
  record Outcome(int code, String output) {}

  static HiveCommand of(String... arguments) {
    return new HiveCommand(checkout(), List.of(arguments));
  }

  static Path checkout() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("hive"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Starts the command with its output going to a file. */
  Process start(Path output) throws IOException {
    var line = new ArrayList<String>();
    line.add(root.resolve("hive").toString());
    line.addAll(arguments);
    return new ProcessBuilder(line)
        .directory(root.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  Outcome run(Duration atMost) throws IOException, InterruptedException {
    var output = Files.createTempFile("hive-", ".out");
    var process = start(output);
    if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          "./hive %s did not end within %s; it printed:%n%s"
              .formatted(String.join(" ", arguments), atMost, Files.readString(output)));
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }
}
