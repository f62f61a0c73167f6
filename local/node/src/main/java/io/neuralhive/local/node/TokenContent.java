package io.neuralhive.local.node;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A service account token as a file, replaced before it expires. */
final class TokenContent implements VolumeContent {

  private final Supplier<ServiceToken> issuer;
  private final String path;
  private final int mode;
  private final Clock clock;
  private ServiceToken current;

  TokenContent(Supplier<ServiceToken> issuer, String path, int mode, Clock clock) {
    this.issuer = issuer;
    this.path = path;
    this.mode = mode;
    this.clock = clock;
  }

  @Override
  public Map<String, VolumeFile> files() {
    if (current == null || !clock.instant().isBefore(current.rotateAt())) {
      current = issuer.get();
    }
    var bytes = current.token().getBytes(StandardCharsets.UTF_8);
    return Map.of(path, new VolumeFile(bytes, mode));
  }

  @Override
  public Optional<Instant> refreshAt() {
    return Optional.ofNullable(current).map(ServiceToken::rotateAt);
  }
}
