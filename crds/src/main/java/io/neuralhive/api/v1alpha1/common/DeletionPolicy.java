package io.neuralhive.api.v1alpha1.common;

/** What becomes of what the object stands for, outside the cluster, when the object is deleted. */
public enum DeletionPolicy {
  /** Left as it is. */
  Retain,
  /** Removed, before the object goes. */
  Delete
}
