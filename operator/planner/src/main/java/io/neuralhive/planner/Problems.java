package io.neuralhive.planner;

import io.neuralhive.plan.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what a pass over a pipeline finds. */
final class Problems {

  private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();
  private final Set<Warning> warnings = new LinkedHashSet<>();

  void spec(String path, String message, Object... arguments) {
    diagnostics.add(new Diagnostic(Category.Spec, path, message.formatted(arguments)));
  }

  void reference(String path, String message, Object... arguments) {
    diagnostics.add(new Diagnostic(Category.Reference, path, message.formatted(arguments)));
  }

  void waiting(String path, String kind, String name) {
    diagnostics.add(
        new Diagnostic(Category.Waiting, path, "waits for %s '%s'".formatted(kind, name)));
  }

  void pending(String path, String message, Object... arguments) {
    diagnostics.add(new Diagnostic(Category.Pending, path, message.formatted(arguments)));
  }

  void warn(String path, String message, Object... arguments) {
    warnings.add(new Warning(path, message.formatted(arguments)));
  }

  boolean isEmpty() {
    return diagnostics.isEmpty();
  }

  List<Diagnostic> diagnostics() {
    return diagnostics.stream().sorted().toList();
  }

  List<Warning> warnings() {
    return warnings.stream()
        .sorted(
            Comparator.comparing((Warning warning) -> Diagnostic.sortable(warning.path()))
                .thenComparing(Warning::message))
        .toList();
  }

  /** The end of a sentence about an unknown name: the closest known one, or all of them. */
  static String known(String things, String wrong, Collection<String> known) {
    var sorted = new ArrayList<>(known);
    sorted.sort(null);
    return Spelling.closest(wrong, sorted)
        .map("; did you mean '%s'?"::formatted)
        .orElse(
            sorted.isEmpty()
                ? "; there are no %s".formatted(things)
                : "; known %s: %s".formatted(things, String.join(", ", sorted)));
  }
}
