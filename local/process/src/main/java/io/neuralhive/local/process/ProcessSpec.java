package io.neuralhive.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One program to start.
 *
 * @param name what people call it; need not be unique
 * @param command the program (a path, or a name looked up on the PATH of {@code environment}) and
 *     its arguments; other users can read it, so it must hold no secret
 * @param environment the complete environment of the child: nothing is inherited
 * @param workingDirectory an existing directory
 * @param log where standard output and standard error are appended; one longer than 10 MiB is first
 *     put aside with the ending {@code .previous}
 * @param stopSignal what {@link ChildProcess#stop} and {@link ProcessSupervisor#close} send first
 * @param stopGrace how long {@link ProcessSupervisor#close} waits before it kills
 */
public record ProcessSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path workingDirectory,
    Path log,
    StopSignal stopSignal,
    Duration stopGrace) {

  public ProcessSpec {
    Objects.requireNonNull(name, "name");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    Objects.requireNonNull(workingDirectory, "workingDirectory");
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(stopSignal, "stopSignal");
    Objects.requireNonNull(stopGrace, "stopGrace");
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command of " + name + " is empty: name a program");
    }
  }

  /** A program that ends on SIGTERM and has ten seconds for it. */
  public ProcessSpec(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path workingDirectory,
      Path log) {
    this(
        name, command, environment, workingDirectory, log, StopSignal.TERM, Duration.ofSeconds(10));
  }

  public ProcessSpec withStop(StopSignal signal, Duration grace) {
    return new ProcessSpec(name, command, environment, workingDirectory, log, signal, grace);
  }

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return "ProcessSpec[" + name + " " + command + " in " + workingDirectory + "]";
  }
}
