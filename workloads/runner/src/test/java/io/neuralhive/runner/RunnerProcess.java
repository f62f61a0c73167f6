package io.neuralhive.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A runner in a process of its own, so that it can be killed. */
final class RunnerProcess implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("probes at 127\\.0\\.0\\.1:(\\d+)");

  /** Kept after the test, since a failure elsewhere is mostly explained here. */
  private static final Path LOGS = Path.of("target", "runner-logs");

  private final Path log;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();

  RunnerProcess(Path plan, String... arguments) throws IOException {
    log = Files.createTempFile(Files.createDirectories(LOGS), plan.getFileName() + "-", ".log");
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.neuralhive.runner.Main",
                "--plan=" + plan,
                "--bind=127.0.0.1",
                "--port=0"));
    command.addAll(List.of(arguments));
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Status and body of a probe; 0 while nobody answers. */
  Answer get(String path) {
    var port = PORT.matcher(log());
    if (!port.find()) {
      return new Answer(0, "");
    }
    try {
      var uri = URI.create("http://127.0.0.1:" + port.group(1) + path);
      var response =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, "");
    }
  }

  record Answer(int status, String body) {}

  boolean ready() {
    return get("/readyz").status() == 200;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  void terminate() {
    process.destroy();
  }

  int exit(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("the process still runs after " + seconds + " s:\n" + log());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.shutdownNow();
  }
}
