package io.neuralhive.api.v1alpha1.common;

/** Whether a condition holds. */
public enum ConditionStatus {
  True,
  False,
  Unknown
}
