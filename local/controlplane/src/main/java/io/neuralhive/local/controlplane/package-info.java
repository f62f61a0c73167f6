/**
 * The real Kubernetes control plane as three local processes: etcd, kube-apiserver and
 * kube-controller-manager, with their certificates and the administrator's kubeconfig.
 *
 * <p>No node lives here: whoever runs pods is a client of this API server like any other.
 */
package io.neuralhive.local.controlplane;
