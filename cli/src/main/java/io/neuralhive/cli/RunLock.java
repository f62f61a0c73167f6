package io.neuralhive.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps two runs out of one data folder. The kernel frees it when the process dies. */
final class RunLock implements AutoCloseable {

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  static RunLock take(Folders folders) throws IOException {
    Files.createDirectories(folders.data());
    var channel = open(folders);
    if (tryLock(channel) == null) {
      channel.close();
      throw new CannotDoException(
          "process %d already runs in %s; use ./hive status, ./hive down, or another --data DIR"
              .formatted(pid(folders), folders.data()));
    }
    channel.truncate(0);
    var pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return new RunLock(channel);
  }

  /** The process that runs in the folder, if one does. */
  static Optional<Long> holder(Folders folders) throws IOException {
    if (!Files.exists(folders.lockFile())) {
      return Optional.empty();
    }
    try (var channel = open(folders)) {
      return tryLock(channel) == null ? Optional.of(pid(folders)) : Optional.empty();
    }
  }

  private static long pid(Folders folders) throws IOException {
    var pid = Files.readString(folders.lockFile()).strip();
    if (pid.isEmpty()) {
      throw new CannotDoException("a run begins in %s; try again".formatted(folders.data()));
    }
    return Long.parseLong(pid);
  }

  private static FileChannel open(Folders folders) throws IOException {
    return FileChannel.open(
        folders.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process holds it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
