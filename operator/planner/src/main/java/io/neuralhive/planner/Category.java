package io.neuralhive.planner;

/** What kind of obstacle a diagnostic speaks of, and so which condition it belongs to. */
public enum Category {
  /**
   * The spec contradicts itself or what it refers to; only an edit helps. {@code Accepted=False}.
   */
  Spec,
  /** A referred object is missing or unfit; somebody has to act. {@code ResolvedRefs=False}. */
  Reference,
  /** A referred object is there and not ready yet; it comes by itself. {@code Progressing=True}. */
  Waiting,
  /**
   * All is well, but topics of the pipeline's own have no registered schema yet; the operator makes
   * them and compiles again. {@code Progressing=True}.
   */
  Pending
}
