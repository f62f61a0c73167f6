package io.neuralhive.cli;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.neuralhive.local.process.Await;
import io.neuralhive.planner.Names;
import java.io.IOException;
import java.util.List;

/** Puts a pipeline's gateway on 127.0.0.1, as a cloud's load balancer would on the net. */
final class LocalGateway {

  private static final String NAME = "gateway";

  private final Cluster cluster;
  private final String namespace;
  private final String pipeline;

  LocalGateway(Cluster cluster, String namespace, String pipeline) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.pipeline = pipeline;
  }

  /** The base URL that clients on this machine use. */
  String open() throws IOException {
    var services = cluster.client().services().inNamespace(namespace);
    cluster.apply(List.of(balancer(services.withName(Names.gateway(pipeline)).require())));
    var own = services.withName(NAME);
    Await.that("the node published the gateway's address")
        .until(() -> !own.require().getStatus().getLoadBalancer().getIngress().isEmpty());
    var ingress = own.require().getStatus().getLoadBalancer().getIngress().getFirst();
    return "http://%s:%d".formatted(ingress.getIp(), ingress.getPorts().getFirst().getPort());
  }

  /** Leads where the operator's own Service does. */
  private Service balancer(Service inside) {
    var port = inside.getSpec().getPorts().getFirst();
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withType("LoadBalancer")
        .withSelector(inside.getSpec().getSelector())
        .addNewPort()
        .withName(port.getName())
        .withPort(port.getPort())
        .withTargetPort(port.getTargetPort())
        .endPort()
        .endSpec()
        .build();
  }
}
