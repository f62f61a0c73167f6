package io.neuralhive.planner;

import io.fabric8.kubernetes.api.model.Quantity;
import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.common.Scale;
import java.time.Duration;

/**
 * What holds where nothing is declared, for objects that did not pass the API server and its
 * defaults too.
 */
final class Settings {

  static final Resources RUNNER = new Resources(new Quantity("100m"), new Quantity("256Mi"));
  static final Resources GATEWAY = new Resources(new Quantity("100m"), new Quantity("384Mi"));
  static final int MAX_ATTEMPTS = 3;
  static final int COMMIT_INTERVAL_MILLIS = 100;
  static final int MAX_BODY_BYTES = 65536;
  static final int MAX_LENGTH = 10000;
  static final int POSTGRESQL_PORT = 5432;
  static final int REDIS_PORT = 6379;
  static final String DEAD_LETTER_RETENTION = "30d";
  static final String RESULT_RETENTION = "24h";
  static final String INTERNAL_RETENTION = "7d";

  private Settings() {}

  static <T> T or(T declared, T otherwise) {
    return declared == null ? otherwise : declared;
  }

  /** The resources of the first that declares each, in order of precedence. */
  static Resources resources(Resources own, Resources common, Resources otherwise) {
    return new Resources(
        or(
            own == null ? null : own.cpu(),
            or(common == null ? null : common.cpu(), otherwise.cpu())),
        or(
            own == null ? null : own.memory(),
            or(common == null ? null : common.memory(), otherwise.memory())));
  }

  /** Whether a scale says how many. */
  static boolean declared(Scale scale) {
    return scale != null && scale.replicas() != null;
  }

  static int replicas(Scale own, Scale common) {
    return declared(own) ? own.replicas() : declared(common) ? common.replicas() : 1;
  }

  /** A duration such as 30s, 5m, 12h or 7d. */
  static Duration duration(String text) {
    long amount = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      case 'h' -> Duration.ofHours(amount);
      case 'd' -> Duration.ofDays(amount);
      default -> throw new IllegalArgumentException(text + " is not a duration such as 12h or 7d");
    };
  }
}
