package io.neuralhive.planner;

/** What a pipeline compiles to: everything that has to run, or why that cannot be said. */
public sealed interface Compilation permits Plan, Diagnostics {}
