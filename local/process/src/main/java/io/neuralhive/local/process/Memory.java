package io.neuralhive.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * Memory in RAM, as the kernel counts it for {@code /proc/<pid>/smaps_rollup}: pages that processes
 * share are counted in parts (PSS), so that the sum over processes is what they really take.
 */
public final class Memory {

  private static final long KILOBYTE = 1024;

  private Memory() {}

  /** Bytes of a process and its descendants; 0 when it is gone. */
  public static long ofTree(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMapToLong(
            root ->
                LongStream.concat(
                    LongStream.of(pid), root.descendants().mapToLong(ProcessHandle::pid)))
        .map(Memory::of)
        .sum();
  }

  /** Bytes of one process; 0 when it is gone. */
  public static long of(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException endedMeanwhile) {
      return 0;
    }
  }
}
