package io.neuralhive.cli;

import io.neuralhive.local.process.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shows what happens, one line per news, with the seconds since the start. Thread-safe. */
final class Screen implements Progress {

  private final PrintWriter out;
  private final long start = System.nanoTime();
  private final Map<String, String> last = new ConcurrentHashMap<>();

  Screen(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void update(String component, String message) {
    if (!message.equals(last.put(component, message))) {
      synchronized (out) {
        out.printf("%6.1f s  %-20s %s%n", elapsed().toMillis() / 1000.0, component, message);
        out.flush();
      }
    }
  }

  void print(String text) {
    synchronized (out) {
      out.println(text);
      out.flush();
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
