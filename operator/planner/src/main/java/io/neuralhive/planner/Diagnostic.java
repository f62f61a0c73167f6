package io.neuralhive.planner;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * One thing that stands in the way of a plan.
 *
 * @param path place in the pipeline, as in its YAML, e.g. {@code spec.stages[2].function.name}
 * @param message one sentence: what is wrong, and what would be right
 */
public record Diagnostic(Category category, String path, String message)
    implements Comparable<Diagnostic> {

  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing((Diagnostic diagnostic) -> sortable(diagnostic.path()))
          .thenComparing(Diagnostic::message)
          .thenComparing(Diagnostic::category);

  @Override
  public int compareTo(Diagnostic other) {
    return BY_PLACE.compare(this, other);
  }

  /** The path and the sentence, as people read them. */
  @Override
  public String toString() {
    return path + ": " + message;
  }

  /** Makes stages[10] stand after stages[9]. */
  static String sortable(String path) {
    return INDEX
        .matcher(path)
        .replaceAll(index -> "[%06d]".formatted(Integer.parseInt(index.group(1))));
  }
}
