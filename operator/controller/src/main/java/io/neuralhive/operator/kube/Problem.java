package io.neuralhive.operator.kube;

/**
 * Something that stands in the way.
 *
 * @param reason CamelCase reason of the condition
 * @param message sentence with the path and the remedy
 */
public record Problem(String reason, String message) {}
