package io.neuralhive.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Memory in RAM, from {@code /proc/<pid>/status}. */
final class ResidentMemory {

  private ResidentMemory() {}

  static long ofTree(ProcessHandle root) {
    long privatePages = 0;
    long shared = 0;
    for (var process : Stream.concat(Stream.of(root), root.descendants()).toList()) {
      long ownShared = 0;
      for (var line : status(process.pid())) {
        if (line.startsWith("RssAnon:")) {
          privatePages += bytes(line);
        } else if (line.startsWith("RssFile:") || line.startsWith("RssShmem:")) {
          ownShared += bytes(line);
        }
      }
      shared = Math.max(shared, ownShared);
    }
    return privatePages + shared;
  }

  private static List<String> status(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"));
    } catch (IOException ended) {
      return List.of();
    }
  }

  /** From a line such as "RssAnon: 1234 kB". */
  private static long bytes(String line) {
    var number = line.substring(line.indexOf(':') + 1, line.length() - 2).strip();
    return Long.parseLong(number) * 1024;
  }
}
