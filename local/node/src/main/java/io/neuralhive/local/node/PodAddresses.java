package io.neuralhive.local.node;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives each Pod a loopback address of its own. Addresses are handed out in turn, so one that was
 * given back is used again only after all others.
 */
final class PodAddresses {

  private static final int LAST_BYTES = 254;
  private static final int SIZE = 256 * LAST_BYTES;

  private final String prefix;
  private final Map<String, String> ownerByAddress = new HashMap<>();
  private int next;

  /**
   * Prepares the addresses of a prefix.
   *
   * @param seed any number that differs between runs, so that a restarted node does not begin with
   *     the addresses it gave last
   */
  PodAddresses(String prefix, long seed) {
    this.prefix = prefix;
    this.next = (int) Math.floorMod(seed, (long) SIZE);
  }

  /** The address the Pod had before, when it is still free, else a fresh one. */
  synchronized String acquire(String podUid, String before) {
    if (before != null && before.startsWith(prefix + ".") && reserve(podUid, before)) {
      return before;
    }
    for (int tried = 0; tried < SIZE; tried++) {
      var address = "%s.%d.%d".formatted(prefix, next / LAST_BYTES, 1 + next % LAST_BYTES);
      next = (next + 1) % SIZE;
      if (reserve(podUid, address)) {
        return address;
      }
    }
    throw new IllegalStateException("all " + SIZE + " Pod addresses are in use; delete Pods");
  }

  synchronized void release(String podUid) {
    ownerByAddress.values().removeIf(podUid::equals);
  }

  private boolean reserve(String podUid, String address) {
    return podUid.equals(ownerByAddress.computeIfAbsent(address, a -> podUid));
  }
}
