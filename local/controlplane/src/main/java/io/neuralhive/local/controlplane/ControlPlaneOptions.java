package io.neuralhive.local.controlplane;

import io.neuralhive.local.process.ProcessSupervisor;
import io.neuralhive.local.process.Progress;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How to start a control plane.
 *
 * @param dataDirectory objects, keys, ports, kubeconfig and logs; a second start continues with
 *     them
 * @param supervisor owns the processes; stays open after {@link ControlPlane#close}
 */
public record ControlPlaneOptions(
    Path dataDirectory,
    ControlPlaneBinaries binaries,
    ProcessSupervisor supervisor,
    Durability durability,
    Progress progress) {

  public ControlPlaneOptions {
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    Objects.requireNonNull(binaries, "binaries");
    Objects.requireNonNull(supervisor, "supervisor");
    Objects.requireNonNull(durability, "durability");
    Objects.requireNonNull(progress, "progress");
  }
}
