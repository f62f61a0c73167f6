package io.neuralhive.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The server as a process: its exit status and what it writes. */
@Timeout(60)
class ProcessTest {

  private static final Pattern PORT = Pattern.compile("listening on \\S+ port (\\d+)");

  @TempDir private Path directory;

  @Test
  void endsWithOneSentenceAndStatus1WhenADigestDiffers() throws Exception {
    var scene = new Scene(directory).withTopic();
    var actual = scene.model(0).at("/artifact/sha256").stringValue();
    ((ObjectNode) scene.model(0).get("artifact")).put("sha256", "f".repeat(64));
    var process = launch(scene);

    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output.lines().filter(line -> line.contains("ERROR")))
        .singleElement()
        .asString()
        .contains("not started: models[0].artifact", actual, "f".repeat(64));
    assertThat(output).doesNotContain("\tat ");
  }

  @Test
  void neverWritesTheTextsOfRequestsAndEndsWhenTold() throws Exception {
    var process = launch(new Scene(directory).withTopic());
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
      var log = new ArrayList<String>();
      var port = 0;
      for (var ready = false; port == 0 || !ready; ) {
        log.add(lines.readLine());
        var matcher = PORT.matcher(log.getLast());
        port = matcher.find() ? Integer.parseInt(matcher.group(1)) : port;
        ready |= log.getLast().contains("is ready after");
      }

      assertThat(post(port, Scene.texts("secret-name"))).isEqualTo(200);
      assertThat(post(port, "{\"inputs\": secret-name")).isEqualTo(400);
      assertThat(post(port, Scene.texts("secret-name").replace("text\"", "secret-name\"")))
          .isEqualTo(400);
      // Not Process.destroy(): that would close the output that is read next.
      process.toHandle().destroy();

      log.addAll(lines.lines().toList());
      assertThat(process.waitFor()).as("128 + SIGTERM").isEqualTo(143);
      assertThat(String.join("\n", log)).doesNotContain("secret-name");
    } finally {
      process.destroyForcibly();
    }
  }

  private static int post(int port, String body) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + port + "/v2/models/topic/infer");
    var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
    return Scene.HTTP.send(request, BodyHandlers.ofString()).statusCode();
  }

  private static Process launch(Scene scene) throws Exception {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            InferenceServer.class.getName(),
            "--config=" + scene.write(),
            "--bind=127.0.0.1",
            "--port=0");
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
