package io.neuralhive.local.node;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.function.BooleanSupplier;

/** Copies a log file, or the part asked for, and follows it while it grows. */
final class LogStream {

  private static final int BLOCK = 64 * 1024;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path log;
  private final LogOptions options;
  private final LogTimes times;
  private final OutputStream out;
  private long left;

  LogStream(Path log, LogOptions options, LogTimes times, OutputStream out) {
    this.log = log;
    this.options = options;
    this.times = times;
    this.out = out;
    this.left = options.limitBytes() == null ? Long.MAX_VALUE : options.limitBytes();
  }

  /** Copies until the end, or until {@code growing} is false and all is copied. */
  void copy(BooleanSupplier growing) throws IOException, InterruptedException {
    if (!Files.exists(log)) {
      return;
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long at = options.tailLines() == null ? 0 : tailStart(file, options.tailLines());
      file.seek(at);
      while (left > 0) {
        // Asked before reading: what is written while we read is then read in the next round.
        boolean more = options.follow() && growing.getAsBoolean();
        copyLines(file, more);
        out.flush();
        if (!more) {
          return;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  /** Copies whole lines; a last line without an end only when no more will come. */
  private void copyLines(RandomAccessFile file, boolean more) throws IOException {
    var block = new byte[BLOCK];
    while (left > 0) {
      long at = file.getFilePointer();
      int read = file.read(block);
      if (read <= 0) {
        return;
      }
      int end = read;
      if (more || read == BLOCK) {
        end = lastLineEnd(block, read);
        if (end == 0 && read < BLOCK) {
          file.seek(at);
          return;
        }
        end = end == 0 ? read : end;
        file.seek(at + end);
      }
      write(block, end, at);
    }
  }

  private void write(byte[] block, int length, long at) throws IOException {
    if (!options.timestamps() && options.since() == null) {
      write(block, 0, length);
      return;
    }
    int start = 0;
    while (start < length) {
      int end = start;
      while (end < length && block[end] != '\n') {
        end++;
      }
      end = Math.min(length, end + 1);
      var time = times.timeOf(log, at + end);
      if (options.since() == null || !time.isBefore(options.since())) {
        if (options.timestamps()) {
          var prefix = DateTimeFormatter.ISO_INSTANT.format(time) + " ";
          write(prefix.getBytes(StandardCharsets.US_ASCII), 0, prefix.length());
        }
        write(block, start, end - start);
      }
      start = end;
    }
  }

  private void write(byte[] bytes, int from, int length) throws IOException {
    int allowed = (int) Math.min(length, left);
    out.write(bytes, from, allowed);
    left -= allowed;
  }

  private static int lastLineEnd(byte[] block, int length) {
    int end = length;
    while (end > 0 && block[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Where the last lines begin, read from the end in blocks. */
  private static long tailStart(RandomAccessFile file, long lines) throws IOException {
    long size = file.length();
    if (lines <= 0) {
      return size;
    }
    long seen = 0;
    long blockStart = size;
    var block = new byte[BLOCK];
    while (blockStart > 0) {
      long blockEnd = blockStart;
      blockStart = Math.max(0, blockEnd - BLOCK);
      int length = (int) (blockEnd - blockStart);
      file.seek(blockStart);
      file.readFully(block, 0, length);
      for (int i = length - 1; i >= 0; i--) {
        boolean closesLastLine = blockStart + i == size - 1;
        if (block[i] == '\n' && !closesLastLine && ++seen == lines) {
          return blockStart + i + 1;
        }
      }
    }
    return 0;
  }
}
