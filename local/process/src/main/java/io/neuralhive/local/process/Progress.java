package io.neuralhive.local.process;

import java.time.Duration;
import java.util.Locale;

/**
 * What a long start tells its caller. Implementations must be thread-safe: components start in
 * parallel.
 */
@FunctionalInterface
public interface Progress {

  /** The component's present state in a few words, such as "building kube-apiserver (2 of 3)". */
  void update(String component, String message);

  /** The component answers. */
  default void ready(String component, Duration took) {
    update(component, String.format(Locale.ROOT, "ready in %.1f s", took.toMillis() / 1000.0));
  }

  /** Tells nobody. */
  static Progress silent() {
    return (component, message) -> {};
  }
}
