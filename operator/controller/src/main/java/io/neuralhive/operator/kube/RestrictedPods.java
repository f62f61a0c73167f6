package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/**
 * What every pod of ours has in common: the restricted pod security standard, the address it binds
 * to, and how it is probed. No user id is set, so that a platform may choose one.
 */
public final class RestrictedPods {
  /** Name of the port that programs serve on. */
  public static final String PORT = "http";

  private RestrictedPods() {}

  public static PodSecurityContext podSecurity() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  public static SecurityContext containerSecurity() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  /**
   * A container that serves on one port of the pod's own address.
   *
   * @param name name of the container, the program's
   * @param config argument that names the program's file, e.g. {@code --plan=/etc/…}
   */
  public static ContainerBuilder serving(String name, String image, String config, int port) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(image)
        .withArgs(config, "--bind=$(POD_IP)", "--port=" + port)
        .withEnv(
            new EnvVarBuilder()
                .withName("POD_IP")
                .withNewValueFrom()
                .withNewFieldRef()
                .withApiVersion("v1")
                .withFieldPath("status.podIP")
                .endFieldRef()
                .endValueFrom()
                .build())
        .addNewPort()
        .withName(PORT)
        .withContainerPort(port)
        .withProtocol("TCP")
        .endPort()
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withSecurityContext(containerSecurity());
  }

  /** Asks a path every so often; the given number of failures in a row counts. */
  public static Probe probe(String path, int periodSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(PORT)
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(2)
        .withFailureThreshold(failures)
        .build();
  }

  /** CPU is promised, memory promised and limited; a null is left to the namespace's defaults. */
  public static ResourceRequirements resources(Quantity cpu, Quantity memory) {
    var resources = new ResourceRequirementsBuilder();
    if (cpu != null) {
      resources.addToRequests("cpu", cpu);
    }
    if (memory != null) {
      resources.addToRequests("memory", memory).addToLimits("memory", memory);
    }
    return resources.build();
  }
}
