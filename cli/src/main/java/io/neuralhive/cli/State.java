package io.neuralhive.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What a run tells other commands, as JSON in its data folder.
 *
 * @param ready whether everything answers
 * @param pid the process that holds the platform together
 * @param gateway base URL of the example's gateway; null until there is one
 */
record State(
    boolean ready,
    long pid,
    String gateway,
    String kubeconfig,
    String kafka,
    String registry,
    String postgres,
    String redis,
    List<Component> components) {

  /**
   * One process.
   *
   * @param startedMillis milliseconds from its start until it answered
   */
  record Component(String name, long pid, boolean ready, long rssBytes, long startedMillis) {

    static Component of(ChildProcess process, long startedMillis) {
      return new Component(
          process.name(), process.pid(), process.alive(), process.rssBytes(), startedMillis);
    }

    /** The same by now, as the kernel knows it. */
    private Component now(boolean alone) {
      return new Component(
          name,
          pid,
          ready && ProcessHandle.of(pid).isPresent(),
          alone ? Memory.of(pid) : Memory.ofTree(pid),
          startedMillis);
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static Optional<State> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), State.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CannotDoException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  void write(Path file) throws IOException {
    var next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, text(this));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The same by now: processes may have ended since it was written. */
  State now() {
    var fresh = components.stream().map(c -> c.now(c.pid() == pid)).toList();
    boolean all = ready && fresh.stream().allMatch(Component::ready);
    return new State(all, pid, gateway, kubeconfig, kafka, registry, postgres, redis, fresh);
  }

  /** For programs; the process that holds all together is the first component there. */
  String json() {
    ObjectNode tree = JSON.valueToTree(this);
    return text(tree.without("pid"));
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state of plain values can always be written", e);
    }
  }

  long totalRssBytes() {
    return components.stream().mapToLong(Component::rssBytes).sum();
  }
}
