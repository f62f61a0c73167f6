package io.neuralhive.local.node;

/**
 * All a status needs to know of a container.
 *
 * @param last how the previous run ended, or null
 * @param processId of the run that the state is about, 0 when there was none
 */
record ContainerSnapshot(
    String name,
    String image,
    ContainerState state,
    ContainerState.Terminated last,
    int restartCount,
    boolean started,
    boolean ready,
    long processId) {

  boolean succeeded() {
    return state instanceof ContainerState.Terminated ended && ended.succeeded();
  }
}
