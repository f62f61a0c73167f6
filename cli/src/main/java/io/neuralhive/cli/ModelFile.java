package io.neuralhive.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralhive.local.process.ChildProcess;
import io.neuralhive.local.process.ProcessSpec;
import io.neuralhive.local.process.ProcessSupervisor;
import io.neuralhive.local.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The example's model, built once from pinned weights and our trained head, then cached. */
final class ModelFile {

  private static final String COMPONENT = "model";
  private static final String NEEDS = "Python 3.11 with venv and pip is needed";
  private static final int LOG_LINES = 10;

  private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(500);

  private final Folders folders;
  private final ProcessSupervisor supervisor;
  private final Progress progress;

  ModelFile(Folders folders, ProcessSupervisor supervisor, Progress progress) {
    this.folders = folders;
    this.supervisor = supervisor;
    this.progress = progress;
  }

  /** Returns when the file that the repository names is in the cache. */
  void prepare() throws IOException, InterruptedException {
    long start = System.nanoTime();
    var source = folders.home().resolve("workloads/intention/model");
    JsonNode model = new ObjectMapper().readTree(Files.readAllBytes(source.resolve("model.json")));
    var file = folders.cache().resolve("models").resolve(fileName(model));
    if (!Files.exists(file)) {
      progress.update(
          COMPONENT, "building %s (downloads 91 MB of weights once)".formatted(file.getFileName()));
      build(source, file.getParent());
      if (!Files.exists(file)) {
        throw new CannotDoException(
            "the model build made no %s; see workloads/intention/model/README.md".formatted(file));
      }
    }
    progress.ready(COMPONENT, Duration.ofNanos(System.nanoTime() - start));
  }

  private static String fileName(JsonNode model) {
    return "%s-%s-%s.zip"
        .formatted(
            model.path("name").asText(),
            model.path("version").asText(),
            model.path("sha256").asText());
  }

  private void build(Path source, Path out) throws IOException, InterruptedException {
    var log = folders.logs().resolve("model-build.log");
    Files.deleteIfExists(log);
    var command =
        List.of("python3", "-u", source.resolve("build.py").toString(), "--out", out.toString());
    var build = start(new ProcessSpec("model build", command, System.getenv(), source, log));
    while (!ended(build)) {
      build.lastLogLines(1).forEach(line -> progress.update(COMPONENT, line));
    }
    int code = build.exitCode().getAsInt();
    if (code != 0) {
      throw new CannotDoException(
          "building the model failed with code %d, %s; see %s:%n  %s"
              .formatted(code, NEEDS, log, String.join("\n  ", build.lastLogLines(LOG_LINES))));
    }
  }

  private ChildProcess start(ProcessSpec build) {
    try {
      return supervisor.start(build);
    } catch (IOException e) {
      throw new CannotDoException(e.getMessage() + "; " + NEEDS, e);
    }
  }

  private static boolean ended(ChildProcess build) throws InterruptedException {
    try {
      build.onExit().get(BETWEEN_MESSAGES.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot learn how " + build + " ended", e);
    }
  }
}
