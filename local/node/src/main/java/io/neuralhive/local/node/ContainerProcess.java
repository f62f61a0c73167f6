package io.neuralhive.local.node;

import io.neuralhive.local.process.ChildProcess;

/**
 * A container that runs.
 *
 * @param name {@code <namespace>/<pod>}, followed by {@code /<container>} if the Pod has several
 * @param process the process it runs as
 * @param ready whether it is Ready now
 * @param startedMillis milliseconds from the start of this process until it was Ready for the first
 *     time; 0 if it has not been yet
 */
public record ContainerProcess(
    String name, ChildProcess process, boolean ready, long startedMillis) {}
