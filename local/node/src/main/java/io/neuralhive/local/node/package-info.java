/**
 * A small kubelet that runs each container of a Pod as a process on this machine.
 *
 * <p>{@link io.neuralhive.local.node.LocalNode} registers a Node, binds Pods to it, gives each Pod
 * a loopback address, its volumes in a private mount namespace, its environment, probes and
 * restarts, forwards Services, and answers {@code kubectl logs}.
 *
 * <p>What does not live here: starting the API server, and knowing which program stands behind an
 * image name (the caller's {@link io.neuralhive.local.node.ImageTable}). A process is not a
 * container: there is no image file system, no network namespace (a program must listen on its
 * Pod's address, not on 0.0.0.0) and no enforcement of limits or of {@code securityContext}.
 */
package io.neuralhive.local.node;
