//go:build tools

// Package tools names the Kubernetes programs that the local platform builds, so that go.mod pins
// them and all they need.
package tools

import (
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kube-controller-manager"
)
