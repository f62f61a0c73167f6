/**
 * The steps of a unit as functions over batches: a library's function, a filter, a model.
 *
 * <p>For engines, not for stage libraries. A step knows nothing of topics, attempts or dead
 * letters.
 */
package io.neuralhive.stages.steps;
