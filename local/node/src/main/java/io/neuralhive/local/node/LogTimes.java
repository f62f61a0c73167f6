package io.neuralhive.local.node;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the bytes of each log file were written, to the second. Programs write their logs
 * themselves, so the node only notes how long a file was at what time.
 */
final class LogTimes implements AutoCloseable {

  private static final Duration RESOLUTION = Duration.ofSeconds(1);
  private static final int MOST_NOTES = 10_000;

  private final WatchService watch;
  private final Clock clock;
  private final Map<Path, TreeMap<Long, Instant>> timeBySize = new ConcurrentHashMap<>();

  LogTimes(Clock clock) throws IOException {
    this.clock = clock;
    this.watch = FileSystems.getDefault().newWatchService();
    Thread.ofPlatform().daemon().name("log-times").start(this::run);
  }

  /** Begins to note the times of all files of a folder. */
  void follow(Path directory) throws IOException {
    directory.register(
        watch, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
  }

  /**
   * When the byte before {@code end} was written; for a file of an earlier life of the node, when
   * the file was written last.
   */
  Instant timeOf(Path log, long end) throws IOException {
    var times = timeBySize.get(log);
    if (times != null) {
      synchronized (times) {
        var note = times.ceilingEntry(end);
        if (note != null) {
          return note.getValue();
        }
      }
    }
    return Files.getLastModifiedTime(log).toInstant();
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }

  private void run() {
    try {
      while (true) {
        var key = watch.take();
        note(key);
        key.reset();
      }
    } catch (ClosedWatchServiceException | InterruptedException e) {
      // the node ends
    }
  }

  private void note(WatchKey key) {
    for (var event : key.pollEvents()) {
      if (event.context() instanceof Path name && key.watchable() instanceof Path directory) {
        var file = directory.resolve(name);
        if (event.kind() == StandardWatchEventKinds.ENTRY_DELETE) {
          timeBySize.remove(file);
        } else {
          note(file);
        }
      }
    }
  }

  private void note(Path file) {
    long size;
    try {
      size = Files.size(file);
    } catch (IOException removedMeanwhile) {
      return;
    }
    var now = clock.instant();
    var times = timeBySize.computeIfAbsent(file, f -> new TreeMap<>());
    synchronized (times) {
      var newest = times.lastEntry();
      if (newest != null && Duration.between(newest.getValue(), now).compareTo(RESOLUTION) < 0) {
        times.pollLastEntry();
        times.put(size, newest.getValue());
      } else {
        times.put(size, now);
      }
      if (times.size() > MOST_NOTES) {
        times.pollFirstEntry();
      }
    }
  }
}
