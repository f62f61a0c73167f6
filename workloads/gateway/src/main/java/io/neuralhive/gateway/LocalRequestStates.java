package io.neuralhive.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers the most recent requests in memory; for a single gateway pod without Redis. */
final class LocalRequestStates implements RequestStates {

  private static final int REMEMBERED = 100_000;

  private record Entry(String fingerprint, boolean accepted) {}

  private final Map<String, Entry> requests = recent();
  private final Map<String, String> results = recent();

  @Override
  public synchronized Claim claim(String id, String fingerprint) {
    var entry = requests.putIfAbsent(id, new Entry(fingerprint, false));
    if (entry == null) {
      return Claim.GRANTED;
    }
    if (!entry.fingerprint().equals(fingerprint)) {
      return Claim.CONFLICT;
    }
    return entry.accepted() ? Claim.ACCEPTED : Claim.IN_PROGRESS;
  }

  @Override
  public synchronized void accepted(String id, String fingerprint) {
    requests.put(id, new Entry(fingerprint, true));
  }

  @Override
  public synchronized void release(String id) {
    requests.remove(id);
  }

  @Override
  public synchronized boolean isAccepted(String id) {
    var entry = requests.get(id);
    return entry != null && entry.accepted();
  }

  @Override
  public synchronized void keepResult(String id, String result) {
    results.put(id, result);
  }

  @Override
  public synchronized Optional<String> result(String id) {
    return Optional.ofNullable(results.get(id));
  }

  private static <V> Map<String, V> recent() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
