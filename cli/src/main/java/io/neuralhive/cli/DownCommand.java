package io.neuralhive.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends a run. */
@Command(name = "down", description = "Stop what ./hive up started; the data stays.")
final class DownCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Mixin private DataOption data;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var folders = data.folders();
    var out = spec.commandLine().getOut();
    var process = RunLock.holder(folders).flatMap(ProcessHandle::of);
    if (process.isEmpty()) {
      out.println("nothing runs in " + folders.data());
      return 0;
    }
    out.println("stopping process %d and everything it started".formatted(process.get().pid()));
    out.flush();
    process.get().destroy();
    try {
      process.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CannotDoException(
          "process %d did not stop within %d s; kill -9 it, the next ./hive up cleans up"
              .formatted(process.get().pid(), PATIENCE.toSeconds()));
    }
    out.println("stopped; the data is in " + folders.data());
    return 0;
  }
}
