package io.neuralhive.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
  record Component(String name, long pid, boolean ready, long rssBytes, long startedMillis) {}

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
    Files.writeString(next, json());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state of plain values can always be written", e);
    }
  }

  boolean isRunning() {
    return ProcessHandle.of(pid).isPresent();
  }

  long totalRssBytes() {
    return components.stream().mapToLong(Component::rssBytes).sum();
  }
}
