package io.neuralhive.local.node;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Where a container's output is.
 *
 * @param current log of the newest run, or null when there was none
 * @param previous log of the run before, or null
 * @param growing whether the newest run is still going on
 * @param waiting why it does not run, or empty
 */
record ContainerLog(Path current, Path previous, BooleanSupplier growing, String waiting) {}
