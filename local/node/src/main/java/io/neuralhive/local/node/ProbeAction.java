package io.neuralhive.local.node;

import java.time.Duration;

/** One way to ask a container how it is. */
interface ProbeAction {

  /**
   * Asks once.
   *
   * @throws ProbeFailed with the answer in words
   * @throws InterruptedException when the container went away meanwhile
   */
  void check(Duration timeout) throws ProbeFailed, InterruptedException;

  /** The container is not well. */
  final class ProbeFailed extends Exception {
    private static final long serialVersionUID = 1L;

    ProbeFailed(String message) {
      super(message == null || message.isBlank() ? "probe failed" : message);
    }
  }
}
