package io.neuralhive.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that follow from what they name, so that a retry has the same id. */
public final class DerivedId {

  private DerivedId() {}

  /**
   * The id of these parts: the first 16 bytes of a SHA-256, as a UUID of version 8 (RFC 9562).
   *
   * @param parts at least one, in order; {@code ("a", "bc")} and {@code ("ab", "c")} differ
   */
  public static String of(String... parts) {
    if (parts.length == 0) {
      throw new IllegalArgumentException("an id is derived from at least one part");
    }
    var digest = sha256();
    for (var part : parts) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    var hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
