package io.neuralhive.local.node;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Everything a {@link LocalNode} needs to know.
 *
 * @param api how to reach the API server, as a user who may do what a kubelet, a scheduler and a
 *     service proxy do (an administrator, locally)
 * @param name the Node's name, a DNS label
 * @param directory where the node keeps volumes, logs and process records; created when absent, and
 *     one directory serves one node at a time
 * @param images which program stands for which image
 * @param tls the kubelet endpoint's certificate and the authority of its only client
 * @param capacity the Node's capacity by resource name as Kubernetes quantities, such as {@code
 *     cpu=4, memory=8Gi, pods=110}
 * @param addressPrefix first two numbers of the Pods' loopback addresses, such as {@code 127.64}
 * @param hostPathAllowed whether Pods may mount folders of this machine
 * @param restartDelay delay before the second restart of a container in a row; it doubles up to
 *     {@code longestRestartDelay}. The first restart is immediate, as the kubelet's
 * @param longestRestartDelay upper bound of that delay
 * @param clock the time
 */
public record LocalNodeOptions(
    Config api,
    String name,
    Path directory,
    ImageTable images,
    KubeletTls tls,
    Map<String, String> capacity,
    String addressPrefix,
    boolean hostPathAllowed,
    Duration restartDelay,
    Duration longestRestartDelay,
    Clock clock) {

  /** Name of the Node unless another is given. */
  public static final String DEFAULT_NAME = "local";

  private static final long MEGABYTE = 1024 * 1024;

  /** Checks that nothing is missing and makes the directory absolute. */
  public LocalNodeOptions {
    Objects.requireNonNull(api, "api");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(images, "images");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(addressPrefix, "addressPrefix");
    Objects.requireNonNull(clock, "clock");
    directory = directory.toAbsolutePath().normalize();
    capacity = Map.copyOf(capacity);
    if (!addressPrefix.matches("127\\.\\d{1,3}")) {
      throw new IllegalArgumentException(
          "addressPrefix '" + addressPrefix + "' is not of the form 127.64");
    }
  }

  /**
   * The product's defaults: a Node called {@code local} as large as this machine, restarts after
   * one second doubling to five minutes, no folders of the host.
   */
  public static LocalNodeOptions of(Config api, Path directory, ImageTable images, KubeletTls tls) {
    return new LocalNodeOptions(
        api,
        DEFAULT_NAME,
        directory,
        images,
        tls,
        Map.of(
            "cpu",
            String.valueOf(Runtime.getRuntime().availableProcessors()),
            "memory",
            machineMemory() / MEGABYTE + "Mi",
            "pods",
            "110"),
        "127.64",
        false,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Clock.systemUTC());
  }

  /** The same options with another capacity. */
  public LocalNodeOptions withCapacity(Map<String, String> capacity) {
    return new LocalNodeOptions(
        api,
        name,
        directory,
        images,
        tls,
        capacity,
        addressPrefix,
        hostPathAllowed,
        restartDelay,
        longestRestartDelay,
        clock);
  }

  /** The same options for a Node of another name. */
  public LocalNodeOptions withName(String name) {
    return new LocalNodeOptions(
        api,
        name,
        directory,
        images,
        tls,
        capacity,
        addressPrefix,
        hostPathAllowed,
        restartDelay,
        longestRestartDelay,
        clock);
  }

  /** The same options with Pods allowed to mount folders of this machine. */
  public LocalNodeOptions withHostPathAllowed() {
    return new LocalNodeOptions(
        api,
        name,
        directory,
        images,
        tls,
        capacity,
        addressPrefix,
        true,
        restartDelay,
        longestRestartDelay,
        clock);
  }

  /** The same options with other delays between restarts. */
  public LocalNodeOptions withRestartDelay(Duration first, Duration longest) {
    return new LocalNodeOptions(
        api,
        name,
        directory,
        images,
        tls,
        capacity,
        addressPrefix,
        hostPathAllowed,
        first,
        longest,
        clock);
  }

  private static long machineMemory() {
    var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
