/**
 * The exactly-once engine of a unit: reads one topic, runs the unit's steps over batches, and
 * writes topics or a table so that every record counts once.
 *
 * <p>What a unit does is in its plan; what a step does is in {@code io.neuralhive.stages}. Nothing
 * here decides either.
 */
package io.neuralhive.runner;
