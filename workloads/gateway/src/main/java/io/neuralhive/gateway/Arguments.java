package io.neuralhive.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Command line arguments of the form {@code --name=value}. */
record Arguments(Map<String, String> values) {

  private static final Set<String> KNOWN = Set.of("plan", "bind", "port");

  static Arguments parse(String... args) {
    var values = new LinkedHashMap<String, String>();
    for (var arg : args) {
      int equals = arg.indexOf('=');
      if (!arg.startsWith("--") || equals < 0 || !KNOWN.contains(arg.substring(2, equals))) {
        throw new IllegalArgumentException(
            "unknown argument '%s'; known are --plan=FILE --bind=ADDRESS --port=PORT"
                .formatted(arg));
      }
      values.put(arg.substring(2, equals), arg.substring(equals + 1));
    }
    return new Arguments(values);
  }

  String require(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("argument --%s=… is missing".formatted(name));
    }
    return value;
  }
}
