package io.neuralhive.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what runs. */
@Command(name = "status", description = "Tell what runs: addresses, processes, memory.")
final class StatusCommand implements Callable<Integer> {

  enum Format {
    text,
    json
  }

  @Mixin private DataOption data;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Spec private CommandSpec spec;

  /** 0 when everything is ready, 1 otherwise. */
  @Override
  public Integer call() throws IOException {
    var state = running(data.folders()).now();
    var out = spec.commandLine().getOut();
    if (format == Format.json) {
      out.println(state.json());
    } else {
      out.print(text(state));
    }
    out.flush();
    return state.ready() ? 0 : 1;
  }

  private static State running(Folders folders) throws IOException {
    long holder =
        RunLock.holder(folders)
            .orElseThrow(
                () ->
                    new CannotDoException(
                        "nothing runs in %s; start it with ./hive up".formatted(folders.data())));
    return State.read(folders.stateFile())
        .filter(state -> state.pid() == holder) // an earlier run may have left it
        .orElseThrow(
            () ->
                new CannotDoException(
                    "process %d begins in %s and has nothing to tell yet; try again"
                        .formatted(holder, folders.data())));
  }

  private static String text(State state) {
    var text = new StringBuilder();
    text.append(
        "%-34s %8s %-6s %8s %9s%n".formatted("COMPONENT", "PID", "READY", "MEMORY", "START"));
    for (var c : state.components()) {
      text.append(
          "%-34s %8d %-6s %5d MB %7.1f s%n"
              .formatted(
                  c.name(),
                  c.pid(),
                  c.ready() ? "yes" : "NO",
                  c.rssBytes() >> 20,
                  c.startedMillis() / 1000.0));
    }
    text.append("%-34s %8s %-6s %5d MB%n".formatted("all", "", "", state.totalRssBytes() >> 20));
    text.append("%ngateway     %s%n".formatted(state.gateway()));
    text.append("kubeconfig  %s%n".formatted(state.kubeconfig()));
    text.append("kafka       %s%n".formatted(state.kafka()));
    text.append("registry    %s%n".formatted(state.registry()));
    text.append("postgres    %s%n".formatted(state.postgres()));
    text.append("redis       %s%n".formatted(state.redis()));
    return text.toString();
  }
}
