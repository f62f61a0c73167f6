package io.neuralhive.planner;

/**
 * Something allowed that may not be meant.
 *
 * @param path place in the pipeline, as in its YAML
 * @param message one sentence: what may happen
 */
public record Warning(String path, String message) {}
