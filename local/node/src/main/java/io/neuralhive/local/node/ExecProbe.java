package io.neuralhive.local.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A command in the container that must end with 0. */
record ExecProbe(ContainerExec container, List<String> command) implements ProbeAction {

  @Override
  public void check(Duration timeout) throws ProbeFailed, InterruptedException {
    try {
      int code = container.run(command, timeout);
      if (code != 0) {
        throw new ProbeFailed(String.join(" ", command) + " ended with code " + code);
      }
    } catch (IOException e) {
      throw new ProbeFailed(e.getMessage());
    }
  }
}
