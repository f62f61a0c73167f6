package io.neuralhive.local.node;

/**
 * Why a container cannot be started now; becomes its waiting reason and message. It is tried again
 * when a ConfigMap or Secret of the namespace changes.
 */
final class ContainerProblem extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  private ContainerProblem(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The specification names something that is not there. */
  static ContainerProblem config(String message) {
    return new ContainerProblem("CreateContainerConfigError", message);
  }

  /** A volume cannot be filled yet. */
  static ContainerProblem volume(String message) {
    return new ContainerProblem("ContainerCreating", message);
  }

  /** This node cannot run the container as asked. */
  static ContainerProblem create(String message) {
    return new ContainerProblem("CreateContainerError", message);
  }

  String reason() {
    return reason;
  }
}
