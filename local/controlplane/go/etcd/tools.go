//go:build tools

// Package tools names the etcd server that the local platform builds, so that go.mod pins it and
// all it needs.
package tools

import _ "go.etcd.io/etcd/server/v3"
