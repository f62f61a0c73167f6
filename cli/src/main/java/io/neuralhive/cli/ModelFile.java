package io.neuralhive.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralhive.local.process.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The example's model, built once from pinned weights and our trained head, then cached. */
final class ModelFile {

  private static final String COMPONENT = "model";

  private final Folders folders;
  private final Progress progress;

  ModelFile(Folders folders, Progress progress) {
    this.folders = folders;
    this.progress = progress;
  }

  /** Returns when the file that the repository names is in the cache. */
  void prepare() throws IOException, InterruptedException {
    long start = System.nanoTime();
    var source = folders.home().resolve("workloads/intention/model");
    JsonNode model = new ObjectMapper().readTree(Files.readAllBytes(source.resolve("model.json")));
    var file = folders.cache().resolve("models").resolve(fileName(model));
    if (!Files.exists(file)) {
      progress.update(COMPONENT, "building %s (downloads 91 MB of weights once)".formatted(file.getFileName()));
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
    var process =
        new ProcessBuilder("python3", "-u", source.resolve("build.py").toString(), "--out", out.toString())
            .redirectErrorStream(true)
            .start();
    String last = "";
    try (var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        progress.update(COMPONENT, line);
        last = line;
      }
    }
    int code = process.waitFor();
    if (code != 0) {
      throw new CannotDoException(
          "building the model failed with code %d: %s (Python 3.11 with venv and pip is needed)"
              .formatted(code, last));
    }
  }
}
