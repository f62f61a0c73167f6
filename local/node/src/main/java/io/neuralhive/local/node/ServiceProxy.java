package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PortStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small kube-proxy: forwards each Service's cluster address, node ports and load balancer ports
 * to its ready Pods. TCP only.
 *
 * <p>A {@code LoadBalancer} is reachable at 127.0.0.1 on its own port where that is free, else on
 * its node port; {@code status.loadBalancer.ingress[0].ports} says which.
 */
final class ServiceProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceProxy.class);
  private static final String LOCALHOST = "127.0.0.1";

  private final KubernetesClient client;
  private final Map<InetSocketAddress, PortForward> forwards = new HashMap<>();
  private final Set<InetSocketAddress> refused = new HashSet<>();

  ServiceProxy(KubernetesClient client) {
    this.client = client;
  }

  /** Makes what is forwarded match the Services and Pods. */
  synchronized void sync(Collection<Service> services, Collection<Pod> pods) {
    var wanted = new HashSet<InetSocketAddress>();
    for (var service : services) {
      var selector = service.getSpec().getSelector();
      if (selector == null || selector.isEmpty()) {
        continue;
      }
      for (var port : service.getSpec().getPorts()) {
        if (port.getProtocol() == null || port.getProtocol().equals("TCP")) {
          var targets = ServiceTargets.addresses(service, port, pods);
          for (var address : addresses(service, port)) {
            wanted.add(address);
            forward(service, address, targets);
          }
        }
      }
    }
    close(wanted);
    services.stream().filter(ServiceProxy::isLoadBalancer).forEach(this::publishIngress);
  }

  @Override
  public synchronized void close() {
    close(Set.of());
  }

  /** Where a Service's port is wanted, computed only. */
  static List<InetSocketAddress> addresses(Service service, ServicePort port) {
    var addresses = new ArrayList<InetSocketAddress>();
    var clusterIp = service.getSpec().getClusterIP();
    if (clusterIp != null && clusterIp.startsWith("127.")) {
      addresses.add(new InetSocketAddress(clusterIp, port.getPort()));
    }
    if (port.getNodePort() != null && port.getNodePort() > 0) {
      addresses.add(new InetSocketAddress(LOCALHOST, port.getNodePort()));
    }
    if (isLoadBalancer(service)) {
      addresses.add(new InetSocketAddress(LOCALHOST, port.getPort()));
    }
    return addresses;
  }

  private void forward(
      Service service, InetSocketAddress address, List<InetSocketAddress> targets) {
    var forward = forwards.get(address);
    if (forward == null) {
      try {
        forward = PortForward.listen(address);
      } catch (IOException e) {
        if (refused.add(address)) {
          LOG.warn(
              "Service {}/{} is not reachable at {}:{}: {}; free the port, or choose one above"
                  + " 1023",
              service.getMetadata().getNamespace(),
              service.getMetadata().getName(),
              address.getHostString(),
              address.getPort(),
              e.getMessage());
        }
        return;
      }
      refused.remove(address);
      forwards.put(address, forward);
    }
    forward.targets(targets);
  }

  private void close(Set<InetSocketAddress> wanted) {
    refused.retainAll(wanted);
    forwards
        .entrySet()
        .removeIf(
            entry -> {
              if (wanted.contains(entry.getKey())) {
                return false;
              }
              entry.getValue().close();
              return true;
            });
  }

  private void publishIngress(Service service) {
    var ingress = new LoadBalancerIngressBuilder().withIp(LOCALHOST).withIpMode("Proxy");
    for (var port : service.getSpec().getPorts()) {
      boolean own = forwards.containsKey(new InetSocketAddress(LOCALHOST, port.getPort()));
      ingress.addToPorts(
          new PortStatusBuilder()
              .withPort(own || port.getNodePort() == null ? port.getPort() : port.getNodePort())
              .withProtocol("TCP")
              .build());
    }
    var wanted = List.of(ingress.build());
    if (!wanted.equals(published(service))) {
      var status = Map.of("loadBalancer", Map.of("ingress", wanted));
      client
          .services()
          .inNamespace(service.getMetadata().getNamespace())
          .withName(service.getMetadata().getName())
          .subresource("status")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              client.getKubernetesSerialization().asJson(Map.of("status", status)));
    }
  }

  private static List<LoadBalancerIngress> published(Service service) {
    return service.getStatus() == null || service.getStatus().getLoadBalancer() == null
        ? List.of()
        : service.getStatus().getLoadBalancer().getIngress();
  }

  private static boolean isLoadBalancer(Service service) {
    return "LoadBalancer".equals(service.getSpec().getType());
  }
}
