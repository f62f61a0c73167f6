package io.neuralhive.local.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs a command beside a container's program: same files, same environment. */
interface ContainerExec {

  /** The exit code of the command; 124 when it had to be killed after the timeout. */
  int run(List<String> command, Duration timeout) throws IOException, InterruptedException;
}
