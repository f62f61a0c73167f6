package io.neuralhive.local.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running or ended child: the leader of its own session and process group. When the leader ends,
 * what is left of its group is killed. Thread-safe.
 */
public final class ChildProcess {

  private static final Duration LONGEST_KILL = Duration.ofSeconds(10);
  private static final int LOG_TAIL_BYTES = 16 * 1024;

  private final ProcessSpec spec;
  private final Process process;
  private final Instant startedAt;
  private final CompletableFuture<Integer> exit;

  ChildProcess(ProcessSpec spec, Process process, Instant startedAt) {
    this.spec = spec;
    this.process = process;
    this.startedAt = startedAt;
    this.exit =
        process
            .onExit()
            .thenApplyAsync(
                ended -> {
                  ProcessGroups.kill(ended.pid());
                  return ended.exitValue();
                },
                Thread::startVirtualThread);
  }

  public String name() {
    return spec.name();
  }

  /** Also the number of its process group and session. */
  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  public Instant startedAt() {
    return startedAt;
  }

  public Path log() {
    return spec.log();
  }

  /** Empty while it runs; 128 plus the signal's number when a signal ended it. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Completes with the exit code after the whole process group has been ended. */
  public CompletableFuture<Integer> onExit() {
    return exit.copy();
  }

  /**
   * Sends the stop signal of the spec to the process group, waits, and kills the group after the
   * grace. Returns the exit code; at once when the process has ended already. An interrupt does not
   * shorten the grace: it often is why things are stopped. The thread stays interrupted.
   */
  public int stop(Duration grace) {
    if (process.isAlive()) {
      ProcessGroups.signal(spec.stopSignal(), pid());
      if (!endedWithin(grace)) {
        kill();
        if (!endedWithin(LONGEST_KILL)) {
          throw new IllegalStateException("cannot kill " + this + ": end it by hand");
        }
      }
    }
    return exit.join();
  }

  /** Stops it with the grace of its spec. */
  public int stop() {
    return stop(spec.stopGrace());
  }

  /** SIGKILL to the process group and to descendants that left it. Does not wait. */
  public void kill() {
    if (process.isAlive()) {
      var descendants = process.descendants().toList();
      ProcessGroups.kill(pid());
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Memory in RAM of the process and its descendants; 0 when it has ended. */
  public long rssBytes() {
    return Memory.ofTree(pid());
  }

  /** The last lines of the log, at most {@code count}; fewer when they are very long. */
  public List<String> lastLogLines(int count) {
    try (var channel = Files.newByteChannel(spec.log())) {
      long from = Math.max(0, channel.size() - LOG_TAIL_BYTES);
      channel.position(from);
      var buffer = ByteBuffer.allocate(LOG_TAIL_BYTES);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // until the end of the file
      }
      var text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
      var lines = new ArrayList<>(text.lines().toList());
      if (from > 0 && lines.size() > 1) {
        lines.removeFirst();
      }
      return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  @Override
  public String toString() {
    return name() + " (pid " + pid() + ")";
  }

  private boolean endedWithin(Duration grace) {
    boolean interrupted = Thread.interrupted();
    long deadline = System.nanoTime() + grace.toNanos();
    try {
      while (true) {
        try {
          exit.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
          return true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot learn how " + this + " ended", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
