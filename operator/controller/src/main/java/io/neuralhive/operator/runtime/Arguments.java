package io.neuralhive.operator.runtime;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line.
 *
 * @param config file with the {@link OperatorConfig}
 * @param bind address of probes and metrics
 * @param port port of probes and metrics; 0 takes a free one
 * @param kubeconfig cluster to work in; without it the one that the process runs in
 */
public record Arguments(Path config, String bind, int port, Optional<Path> kubeconfig) {
  private static final Set<String> KNOWN = Set.of("config", "bind", "port", "kubeconfig");
  private static final String USAGE =
      "usage: --config=FILE --bind=ADDRESS --port=PORT [--kubeconfig=FILE]";

  /**
   * @throws IllegalArgumentException when an argument is unknown, missing or malformed
   */
  public static Arguments parse(String... args) {
    Map<String, String> values = new HashMap<>();
    for (var arg : args) {
      int equals = arg.indexOf('=');
      if (!arg.startsWith("--") || equals < 0 || !KNOWN.contains(arg.substring(2, equals))) {
        throw new IllegalArgumentException("'%s' is not known; %s".formatted(arg, USAGE));
      }
      values.put(arg.substring(2, equals), arg.substring(equals + 1));
    }
    var port = required(values, "port");
    if (!port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("--port=%s is not a port; %s".formatted(port, USAGE));
    }
    return new Arguments(
        Path.of(required(values, "config")),
        required(values, "bind"),
        Integer.parseInt(port),
        Optional.ofNullable(values.get("kubeconfig")).map(Path::of));
  }

  private static String required(Map<String, String> values, String name) {
    var value = values.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("--%s is missing; %s".formatted(name, USAGE));
    }
    return value;
  }
}
