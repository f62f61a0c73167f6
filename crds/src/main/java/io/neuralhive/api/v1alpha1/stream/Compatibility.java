package io.neuralhive.api.v1alpha1.stream;

/** Compatibility levels of schema registries. */
public enum Compatibility {
  /** The new schema reads what the last one wrote. */
  Backward,
  /** The new schema reads what every earlier one wrote. */
  BackwardTransitive,
  /** The last schema reads what the new one writes. */
  Forward,
  /** Every earlier schema reads what the new one writes. */
  ForwardTransitive,
  /** Backward and forward. */
  Full,
  /** Backward and forward, over all versions. */
  FullTransitive,
  /** Anything goes. */
  None;

  /** The registry's spelling, e.g. {@code BACKWARD_TRANSITIVE}. */
  public String registryLevel() {
    return name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT);
  }
}
