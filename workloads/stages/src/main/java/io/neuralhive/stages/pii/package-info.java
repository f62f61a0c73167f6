/**
 * Finds personal data in text and masks it. Which fields are masked is declared in the pipeline.
 */
package io.neuralhive.stages.pii;
