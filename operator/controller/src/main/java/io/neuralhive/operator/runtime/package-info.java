/**
 * The life of the process: settings, leadership, probes, metrics, start and stop. Registers
 * reconcilers and knows nothing of their kinds.
 */
package io.neuralhive.operator.runtime;
