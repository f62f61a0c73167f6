package io.neuralhive.local.node;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code kubectl logs} asks for.
 *
 * @param tailLines the last lines only, or null for all
 * @param limitBytes stop after so many bytes, or null
 * @param since leave out older lines, or null
 */
record LogOptions(
    boolean follow,
    boolean previous,
    boolean timestamps,
    Long tailLines,
    Long limitBytes,
    Instant since) {

  /** Reads the query of a {@code /containerLogs} address; throws IllegalArgumentException. */
  static LogOptions of(URI address, Instant now) {
    var query = query(address);
    return new LogOptions(
        Boolean.parseBoolean(query.get("follow")),
        Boolean.parseBoolean(query.get("previous")),
        Boolean.parseBoolean(query.get("timestamps")),
        Optional.ofNullable(query.get("tailLines")).map(Long::valueOf).orElse(null),
        Optional.ofNullable(query.get("limitBytes")).map(Long::valueOf).orElse(null),
        Optional.ofNullable(query.get("sinceSeconds"))
            .map(Long::valueOf)
            .map(now::minusSeconds)
            .or(() -> Optional.ofNullable(query.get("sinceTime")).map(Instant::parse))
            .orElse(null));
  }

  private static Map<String, String> query(URI address) {
    var values = new HashMap<String, String>();
    if (address.getRawQuery() == null) {
      return values;
    }
    for (var pair : address.getRawQuery().split("&")) {
      var parts = pair.split("=", 2);
      values.put(parts[0], parts.length == 1 ? "true" : decode(parts[1]));
    }
    return values;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
