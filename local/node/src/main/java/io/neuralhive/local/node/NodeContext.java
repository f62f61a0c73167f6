package io.neuralhive.local.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.neuralhive.local.process.ProcessSupervisor;
import java.nio.file.Path;
import java.time.Instant;

/** What all Pods of a node share. */
record NodeContext(
    LocalNodeOptions options,
    NodeFacts facts,
    KubernetesClient client,
    ConfigSource config,
    ProcessSupervisor supervisor,
    MountNamespaces namespaces,
    HostsFiles hosts,
    PodAddresses addresses,
    LogTimes logTimes) {

  Instant now() {
    return options.clock().instant();
  }

  /** Where a Pod keeps volumes and scratch files. */
  Path podDirectory(String uid) {
    return options.directory().resolve("pods").resolve(uid);
  }

  /** Where the logs of a Pod's containers are. */
  Path logDirectory(String namespace, String pod, String uid) {
    return options.directory().resolve("logs").resolve(namespace + "_" + pod + "_" + uid);
  }
}
