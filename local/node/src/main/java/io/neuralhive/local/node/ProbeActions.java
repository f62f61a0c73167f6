package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Turns the probe and hook actions of a container's specification into something that runs. */
final class ProbeActions {

  private final Container container;
  private final String podIp;
  private final ContainerExec exec;

  ProbeActions(Container container, String podIp, ContainerExec exec) {
    this.container = container;
    this.podIp = podIp;
    this.exec = exec;
  }

  /** The action of a probe. */
  ProbeAction of(io.fabric8.kubernetes.api.model.Probe probe) throws ContainerProblem {
    return of(probe.getHttpGet(), probe.getTcpSocket(), probe.getGrpc(), probe.getExec());
  }

  /** The action of a lifecycle hook. */
  ProbeAction of(io.fabric8.kubernetes.api.model.LifecycleHandler hook) throws ContainerProblem {
    if (hook.getSleep() != null) {
      var seconds = hook.getSleep().getSeconds();
      return timeout -> Thread.sleep(java.time.Duration.ofSeconds(seconds));
    }
    return of(hook.getHttpGet(), hook.getTcpSocket(), null, hook.getExec());
  }

  private ProbeAction of(HTTPGetAction http, TCPSocketAction tcp, GRPCAction grpc, ExecAction run)
      throws ContainerProblem {
    if (http != null) {
      return http(http);
    }
    if (tcp != null) {
      return new TcpProbe(orPodIp(tcp.getHost()), port(tcp.getPort()));
    }
    if (grpc != null) {
      var service = Optional.ofNullable(grpc.getService()).orElse("");
      return new GrpcProbe(podIp, grpc.getPort(), service);
    }
    if (run != null) {
      return new ExecProbe(exec, run.getCommand());
    }
    throw ContainerProblem.config(
        "a probe or hook of container " + container.getName() + " names no action");
  }

  private HttpProbe http(HTTPGetAction get) throws ContainerProblem {
    var headers = new LinkedHashMap<String, String>();
    headers.put("User-Agent", "kube-probe/local");
    get.getHttpHeaders().stream()
        .filter(header -> !"host".equalsIgnoreCase(header.getName()))
        .forEach(header -> headers.put(header.getName(), header.getValue()));
    var path = Optional.ofNullable(get.getPath()).orElse("/");
    var scheme = "HTTPS".equals(get.getScheme()) ? "https" : "http";
    try {
      var uri =
          new URI(
              scheme
                  + "://"
                  + orPodIp(get.getHost())
                  + ":"
                  + port(get.getPort())
                  + (path.startsWith("/") ? path : "/" + path));
      return new HttpProbe(uri, headers);
    } catch (URISyntaxException e) {
      throw ContainerProblem.config("probe path \"" + path + "\" is not a path");
    }
  }

  private int port(IntOrString port) throws ContainerProblem {
    if (port.getIntVal() != null) {
      return port.getIntVal();
    }
    return container.getPorts().stream()
        .filter(p -> port.getStrVal().equals(p.getName()))
        .map(p -> p.getContainerPort())
        .findFirst()
        .orElseThrow(
            () ->
                ContainerProblem.config("a probe names unknown port \"" + port.getStrVal() + "\""));
  }

  private String orPodIp(String host) {
    return host == null || host.isEmpty() ? podIp : host;
  }
}
