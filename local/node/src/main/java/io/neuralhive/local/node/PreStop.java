package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.neuralhive.local.process.ChildProcess;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hook before a container is told to end. A failing hook does not keep it alive. */
final class PreStop {

  private static final Logger LOG = LoggerFactory.getLogger(PreStop.class);

  private PreStop() {}

  static void run(
      LifecycleHandler hook, ProbeActions actions, Duration grace, ChildProcess running) {
    try {
      actions.of(hook).check(grace);
    } catch (ProbeAction.ProbeFailed | ContainerProblem e) {
      LOG.warn("preStop of {} failed: {}", running.name(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
