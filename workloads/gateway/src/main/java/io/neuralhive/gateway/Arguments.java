package io.neuralhive.gateway;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The command line.
 *
 * @param plan the gateway's plan file, {@code --plan=}
 * @param bind the IP address to listen on, {@code --bind=}
 * @param port the TCP port, {@code --port=}; 0 takes a free one
 */
record Arguments(Path plan, String bind, int port) {

  private static final Set<String> KNOWN = Set.of("plan", "bind", "port");
  private static final String USAGE = "; start with --plan=<file> --bind=<ip> --port=<port>";

  /**
   * Reads the command line.
   *
   * @throws StartFailure when an argument is unknown, missing, given twice or no number
   */
  static Arguments parse(String... args) {
    var given = new HashMap<String, String>();
    for (var arg : args) {
      var equals = arg.indexOf('=');
      var name = arg.startsWith("--") && equals > 2 ? arg.substring(2, equals) : "";
      if (!KNOWN.contains(name)) {
        throw new StartFailure("argument " + arg + " is not known" + USAGE);
      }
      if (given.put(name, arg.substring(equals + 1)) != null) {
        throw new StartFailure("argument --" + name + " is given twice" + USAGE);
      }
    }
    return new Arguments(Path.of(text(given, "plan")), text(given, "bind"), port(given));
  }

  private static String text(Map<String, String> given, String name) {
    var value = given.get(name);
    if (value == null || value.isBlank()) {
      throw new StartFailure("argument --" + name + " is missing" + USAGE);
    }
    return value;
  }

  private static int port(Map<String, String> given) {
    var value = text(given, "port");
    try {
      var number = Integer.parseInt(value);
      if (number >= 0 && number <= 65_535) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of range
    }
    throw new StartFailure(
        "argument --port is " + value + ", not a number from 0 to 65535" + USAGE);
  }
}
