package io.neuralhive.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of a run, the same option for all commands. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".hive",
      description = "Folder that keeps the data of a run (default: ${DEFAULT-VALUE}).")
  private Path data;

  Folders folders() {
    return Folders.of(data);
  }
}
