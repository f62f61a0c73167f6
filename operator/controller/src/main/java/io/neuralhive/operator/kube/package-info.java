/**
 * Nouns of Kubernetes that every kind uses: labels, owners, conditions, rollouts, events, and the
 * one place that writes owned objects. Knows no kind of ours.
 */
package io.neuralhive.operator.kube;
