package io.neuralhive.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** Memory of processes, as the kernel counts it. */
final class Memory {

  private Memory() {}

  /** Proportional memory (PSS) of a process and its descendants, in bytes; 0 when it is gone. */
  static long ofTree(long pid) {
    var process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      return 0;
    }
    var descendants = process.get().descendants().mapToLong(ProcessHandle::pid);
    return LongStream.concat(LongStream.of(pid), descendants).map(Memory::of).sum();
  }

  /**
   * Proportional memory of one process, in bytes: shared pages are counted in parts, so that the sum
   * over processes is what they really take.
   */
  static long of(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // it ended in between
    }
  }
}
