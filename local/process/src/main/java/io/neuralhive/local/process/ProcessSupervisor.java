package io.neuralhive.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs that must not outlive this JVM, and ends them.
 *
 * <p>A small shell, the reaper, blocks on a pipe that only this JVM holds open. When the JVM dies,
 * however it dies, the reaper reads the end of the file and kills the process group of every child.
 * Thread-safe.
 */
public final class ProcessSupervisor implements AutoCloseable {

  static final long LONG_LOG_BYTES = 10 * 1024 * 1024;

  private final OwnerFolder owner;
  private final Process reaper;
  private final OutputStream lifeline;
  private final List<ChildProcess> children = new ArrayList<>();
  private boolean closed;

  private ProcessSupervisor(OwnerFolder owner, Process reaper) {
    this.owner = owner;
    this.reaper = reaper;
    this.lifeline = reaper.getOutputStream();
  }

  /**
   * Opens a run directory, which is created when missing. First ends whatever an earlier owner that
   * was killed left there.
   *
   * @throws IOException when a living supervisor uses the directory
   */
  public static synchronized ProcessSupervisor open(Path runDirectory) throws IOException {
    Files.createDirectories(runDirectory);
    var lock = runDirectory.resolve("lock");
    try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      var owner = OwnerFolder.takeOver(runDirectory.toAbsolutePath());
      return new ProcessSupervisor(owner, owner.startReaper());
    }
  }

  /**
   * Starts a program in a new session and process group. It reads nothing from standard input.
   *
   * @throws IOException when the program, the working directory or the log cannot be used
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized ChildProcess start(ProcessSpec spec) throws IOException {
    if (closed) {
      throw new IllegalStateException("cannot start " + spec.name() + ": the supervisor is closed");
    }
    if (!reaper.isAlive()) {
      throw new IOException(
          "cannot start "
              + spec.name()
              + ": the reaper of "
              + owner.path()
              + " was killed; restart");
    }
    var builder = new ProcessBuilder(new ChildCommand(owner.path(), spec).line());
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    builder.directory(spec.workingDirectory().toFile());
    Files.createDirectories(spec.log().toAbsolutePath().getParent());
    keepShort(spec.log());
    builder.redirectInput(Redirect.from(OwnerFolder.NOTHING));
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(spec.log().toFile()));
    var child = new ChildProcess(spec, builder.start(), Instant.now());
    children.add(child);
    child.onExit().thenRun(() -> forget(child));
    return child;
  }

  /** What earlier runs appended is put aside, once, when it is long. */
  private static void keepShort(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LONG_LOG_BYTES) {
      Files.move(
          log,
          log.resolveSibling(log.getFileName() + ".previous"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Those that run, in the order of their start. */
  public synchronized List<ChildProcess> children() {
    return children.stream().filter(ChildProcess::alive).toList();
  }

  /** Ends all children, the last one started first, each with the signal and grace of its spec. */
  @Override
  public void close() {
    List<ChildProcess> running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = List.copyOf(children).reversed();
    }
    running.forEach(ChildProcess::stop);
    try {
      lifeline.close();
      reaper.waitFor();
    } catch (IOException alreadyGone) {
      // the reaper was killed; the children are ended all the same
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget(ChildProcess child) {
    owner.forget(child.pid());
    synchronized (this) {
      children.remove(child);
    }
  }
}
