package io.neuralhive.runner;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the process is started with.
 *
 * @param plan the unit's compiled plan
 * @param bind address of the probes and metrics
 * @param port their port; 0 takes a free one
 * @param progressBound how long records may wait without a commit before the process is not alive
 */
record Arguments(Path plan, String bind, int port, Duration progressBound) {

  private static final String USAGE =
      "usage: --plan=/etc/neural-hive/plan.json --bind=<ip> --port=8081 [--progress-seconds=60]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException when an argument is unknown, missing or no number
   */
  static Arguments parse(String... given) {
    Path plan = null;
    String bind = null;
    Integer port = null;
    var bound = Duration.ofSeconds(60);
    for (var argument : given) {
      int at = argument.indexOf('=');
      var name = at < 0 ? argument : argument.substring(0, at);
      var value = at < 0 ? "" : argument.substring(at + 1);
      switch (name) {
        case "--plan" -> plan = Path.of(value);
        case "--bind" -> bind = value;
        case "--port" -> port = number(name, value);
        case "--progress-seconds" -> bound = Duration.ofSeconds(number(name, value));
        default -> throw new IllegalArgumentException(name + " is no argument; " + USAGE);
      }
    }
    if (plan == null || bind == null || bind.isEmpty() || port == null) {
      throw new IllegalArgumentException("--plan, --bind and --port must be given; " + USAGE);
    }
    return new Arguments(plan, bind, port, bound);
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseUnsignedInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a number, not \"%s\"; %s".formatted(name, value, USAGE), e);
    }
  }
}
