package io.neuralhive.local.node;

import java.time.Duration;
import java.time.Instant;

/** A service account token with its life span. */
record ServiceToken(String token, Instant issuedAt, Instant expiresAt) {

  /** When to replace it: after four fifths of its life, as the kubelet does. */
  Instant rotateAt() {
    return issuedAt.plus(Duration.between(issuedAt, expiresAt).multipliedBy(4).dividedBy(5));
  }
}
