/**
 * The stage SPI: what a stage library implements and what an engine promises to it.
 *
 * <p>Built-in steps stand in {@code steps}, masking of personal data in {@code pii}. Topics,
 * offsets, retries and dead letters are the engine's and are not known here.
 */
package io.neuralhive.stages;
