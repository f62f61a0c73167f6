package io.neuralhive.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A sentence and what is expected of it; a line of a tab-separated file with a header.
 *
 * @param domain expected domain, e.g. BUSINESS
 * @param route expected route: auto, approval or validation
 */
record Sample(String id, String language, String text, String domain, String route) {

  private static final List<String> HEADER = List.of("id", "language", "text", "domain", "route");

  static List<Sample> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new CannotDoException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    if (lines.isEmpty() || !lines.getFirst().startsWith(String.join("\t", HEADER))) {
      throw new CannotDoException(
          "%s must start with the columns %s".formatted(file, String.join(", ", HEADER)));
    }
    var samples =
        lines.stream().skip(1).filter(line -> !line.isBlank()).map(Sample::parse).toList();
    if (samples.isEmpty()) {
      throw new CannotDoException(file + " has no sentences");
    }
    return samples;
  }

  private static Sample parse(String line) {
    var cells = line.split("\t", -1);
    if (cells.length < HEADER.size()) {
      throw new CannotDoException("a sample line has fewer than 5 columns: " + cells[0]);
    }
    return new Sample(cells[0], cells[1], cells[2], cells[3], cells[4]);
  }
}
