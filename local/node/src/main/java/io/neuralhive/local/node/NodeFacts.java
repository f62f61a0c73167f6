package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * What Pods may learn about the node they run on.
 *
 * @param name the Node's name
 * @param hostIp its address
 * @param apiHost host of the API server as Pods reach it
 * @param apiPort port of the API server
 * @param allocatable what Pods may request in all; a container without limits sees these
 */
record NodeFacts(
    String name, String hostIp, String apiHost, int apiPort, Map<String, Quantity> allocatable) {}
