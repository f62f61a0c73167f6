/**
 * The {@code hive} command: brings the whole platform up on one machine, tells how it is, ends it.
 *
 * <p>It decides nothing about pipelines; it starts programs, applies YAML and shows what the
 * cluster says.
 */
package io.neuralhive.cli;
