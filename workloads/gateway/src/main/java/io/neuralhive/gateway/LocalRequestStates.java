package io.neuralhive.gateway;

import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Remembers the most recent requests in memory, for a single gateway pod without Redis: 20,000 of
 * them, and results of eight million characters in all.
 */
final class LocalRequestStates implements RequestStates {

  private static final int MAX_REQUESTS = 20_000;
  private static final int MAX_CHARACTERS = 8_000_000;

  private record Entry(String fingerprint, boolean accepted) {}

  private final LinkedHashMap<String, Entry> requests = new LinkedHashMap<>();
  private final LinkedHashMap<String, String> results = new LinkedHashMap<>();
  private int characters;

  @Override
  public synchronized Claim claim(String id, String fingerprint) {
    var entry = requests.get(id);
    if (entry == null) {
      put(id, new Entry(fingerprint, false));
      return Claim.GRANTED;
    }
    if (!entry.fingerprint().equals(fingerprint)) {
      return Claim.CONFLICT;
    }
    return entry.accepted() ? Claim.ACCEPTED : Claim.IN_PROGRESS;
  }

  @Override
  public synchronized void accepted(String id, String fingerprint) {
    put(id, new Entry(fingerprint, true));
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
    characters += result.length() - length(results.put(id, result));
    while (characters > MAX_CHARACTERS) {
      characters -= length(results.pollFirstEntry().getValue());
    }
  }

  @Override
  public synchronized Optional<String> result(String id) {
    return Optional.ofNullable(results.get(id));
  }

  private void put(String id, Entry entry) {
    requests.put(id, entry);
    if (requests.size() > MAX_REQUESTS) {
      requests.pollFirstEntry();
    }
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }
}
