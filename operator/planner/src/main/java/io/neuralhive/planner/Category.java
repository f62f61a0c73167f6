package io.neuralhive.planner;

/** What kind of obstacle a diagnostic speaks of, and so which condition it belongs to. */
public enum Category {
  /**
   * The spec contradicts itself or what it refers to; only an edit helps. {@code Accepted=False}.
   */
  Spec,
  /** A referred object is missing, unfit or not ready; it may come. {@code ResolvedRefs=False}. */
  Reference,
  /**
   * All is well, but topics of the pipeline's own have no registered schema yet; the operator makes
   * them and compiles again. {@code Progressing=True}.
   */
  Pending
}
