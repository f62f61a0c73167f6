package io.neuralhive.inference;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line.
 *
 * @param config the plan, a {@link io.neuralhive.plan.ModelServerPlan}, {@code --config=}, required
 * @param bind the IP address to listen on, {@code --bind=}, required
 * @param port the TCP port, {@code --port=}, required; 0 takes a free one
 * @param threads how many predictions of one model run at the same time, each on one core, {@code
 *     --threads=}, default 1
 * @param packages a directory of model archives named {@code NAME-VERSION-SHA256.zip}, which
 *     artifacts with a {@code package:NAME/VERSION} address come from, {@code --packages=},
 *     optional
 */
record Arguments(Path config, String bind, int port, int threads, Optional<Path> packages) {

  private static final Set<String> KNOWN = Set.of("config", "bind", "port", "threads", "packages");
  private static final String USAGE =
      "; start with --config=<file> --bind=<ip> --port=<port> [--threads=<n>]"
          + " [--packages=<directory>]";

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
    given.putIfAbsent("threads", "1");
    return new Arguments(
        Path.of(text(given, "config")),
        text(given, "bind"),
        number(given, "port", 0, 65_535),
        number(given, "threads", 1, 256),
        given.containsKey("packages")
            ? Optional.of(Path.of(text(given, "packages")))
            : Optional.empty());
  }

  private static String text(Map<String, String> given, String name) {
    var value = given.get(name);
    if (value == null || value.isBlank()) {
      throw new StartFailure("argument --" + name + " is missing" + USAGE);
    }
    return value;
  }

  private static int number(Map<String, String> given, String name, int least, int most) {
    var value = text(given, name);
    try {
      var number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of range
    }
    throw new StartFailure(
        "argument --" + name + " is " + value + ", not a number from " + least + " to " + most);
  }
}
