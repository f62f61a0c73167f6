package io.neuralhive.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
    name = "hive",
    description = "Neural Hive: cognitive pipelines, declared once, run exactly once.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      TestCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    version = "hive 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with:",
      "  ./hive up            the platform and the example, until Ctrl-C",
      "  ./hive up --once     the same, ending after the example's answers",
      "  ./hive status        what runs, in another terminal"
    })
public final class Hive implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code: 0 well, 1 it did not work, 2 it was asked wrongly. */
  public static void main(String[] args) {
    // Figures look the same wherever they are read.
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Hive()).setExecutionExceptionHandler(Hive::explain);
  }

  @Override
  public void run() {
    if (!spec.commandLine().getParseResult().hasSubcommand()) {
      throw new ParameterException(spec.commandLine(), "a command is needed");
    }
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("hive: " + failure.getMessage());
    if (!(failure instanceof CannotDoException)) {
      failure.printStackTrace(command.getErr());
    }
    return 1;
  }
}
