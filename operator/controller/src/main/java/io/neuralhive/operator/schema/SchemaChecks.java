package io.neuralhive.operator.schema;

import io.neuralhive.api.v1alpha1.schema.Migration;
import io.neuralhive.operator.kube.Problem;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What can be said about migrations without the database. */
final class SchemaChecks {
  private static final Comparator<String> BY_VERSION =
      (a, b) -> Arrays.compare(numbers(a), numbers(b));

  private SchemaChecks() {}

  /** Versions must grow down the list, so that reading it is reading the history. */
  static Optional<Problem> firstFailure(List<Migration> migrations) {
    for (int i = 1; i < migrations.size(); i++) {
      var before = migrations.get(i - 1).version();
      var version = migrations.get(i).version();
      if (BY_VERSION.compare(before, version) >= 0) {
        return Optional.of(
            new Problem(
                "VersionsOutOfOrder",
                "spec.migrations[%d].version: %s does not come after %s; list versions in growing"
                        .formatted(i, version, before)
                    + " order, each once"));
      }
    }
    return Optional.empty();
  }

  // 1 and 1.0 are the same version.
  private static BigInteger[] numbers(String version) {
    var numbers = version.replaceAll("(\\.0+)+$", "").split("\\.");
    return Arrays.stream(numbers).map(BigInteger::new).toArray(BigInteger[]::new);
  }
}
