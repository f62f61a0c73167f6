package io.neuralhive.operator.runtime;

import io.neuralhive.plan.InvalidPlanException;
import io.neuralhive.plan.Plans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings of the process, read strictly from one JSON file: an unknown or missing key stops the
 * start.
 *
 * @param namespaces namespaces that are watched; none means all
 * @param images images of the workloads that the operator brings along
 * @param threads reconciliations that run at once
 * @param pollSeconds how long topics and subjects are trusted to be as they were
 * @param probeSeconds how long backing services and databases are trusted to be as they were
 * @param resyncSeconds how long at most until an object is looked at again
 * @param leaderElection how one of several processes is chosen; null when there is only one
 */
public record OperatorConfig(
    List<String> namespaces,
    Images images,
    int threads,
    int pollSeconds,
    int probeSeconds,
    int resyncSeconds,
    LeaderElection leaderElection) {
  public OperatorConfig {
    namespaces = List.copyOf(namespaces);
    positive("threads", threads);
    positive("pollSeconds", pollSeconds);
    positive("probeSeconds", probeSeconds);
    positive("resyncSeconds", resyncSeconds);
  }

  /** Images, each by digest in production. */
  public record Images(String runner, String gateway, String inference) {}

  /**
   * The lease that the leader holds.
   *
   * @param identity name of this process; null takes the host's, which is the pod's
   */
  public record LeaderElection(String namespace, String lease, String identity) {}

  /**
   * @throws InvalidPlanException when the file is not there or is not such a configuration
   */
  public static OperatorConfig read(Path file) {
    return Plans.read(file, OperatorConfig.class);
  }

  Set<String> watched() {
    return new TreeSet<>(namespaces);
  }

  public Duration poll() {
    return Duration.ofSeconds(pollSeconds);
  }

  public Duration probe() {
    return Duration.ofSeconds(probeSeconds);
  }

  Duration resync() {
    return Duration.ofSeconds(resyncSeconds);
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d; it must be at least 1".formatted(key, value));
    }
  }
}
