package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTableTest {

  private final ImageProgram runner =
      new ImageProgram(
          List.of("/usr/bin/java", "-jar", "runner.jar"), Map.of("A", "b"), List.of("/opt/runner"));
  private final ImageTable table =
      new ImageTable(Map.of("neural-hive/runner", runner, "localhost:5000/gateway:1", runner));

  @Test
  void findsAnImageExactlyOrWithoutItsVersion() {
    assertThat(table.find("neural-hive/runner")).contains(runner);
    assertThat(table.find("neural-hive/runner:0.1.0")).contains(runner);
    assertThat(table.find("neural-hive/runner@sha256:1234")).contains(runner);
    assertThat(table.find("localhost:5000/gateway:1")).contains(runner);
    assertThat(table.find("localhost:5000/gateway:2")).isEmpty();
    assertThat(table.find("runner")).isEmpty();
  }

  @Test
  void tellsTheClosestNameAndAllOthers() {
    assertThat(table.unknownImage("neural-hive/runer:1"))
        .isEqualTo(
            "image \"neural-hive/runer:1\" has no local program; did you mean"
                + " \"neural-hive/runner\"? This node knows: localhost:5000/gateway:1,"
                + " neural-hive/runner");
    assertThat(new ImageTable(Map.of()).unknownImage("x")).contains("image table is empty");
  }

  @Test
  void readsWhatItWrites(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("images.json"), table.toJson());
    assertThat(ImageTable.load(file)).isEqualTo(table);
  }

  @Test
  void readsATableThatNamesCommandsOnly(@TempDir Path directory) throws IOException {
    var file = directory.resolve("images.json");
    Files.writeString(file, "{\"images\": {\"a\": {\"command\": [\"/bin/a\"]}}}");
    assertThat(ImageTable.load(file).find("a"))
        .contains(new ImageProgram(List.of("/bin/a"), Map.of(), List.of()));
  }

  @Test
  void refusesFilesThatLieNowhere(@TempDir Path directory) throws IOException {
    var file = directory.resolve("images.json");
    Files.writeString(
        file, "{\"images\": {\"a\": {\"command\": [\"/bin/a\"], \"files\": [\"lib\"]}}}");
    assertThatThrownBy(() -> ImageTable.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("\"files\" has lib; write an absolute path");
  }

  @Test
  void namesTheFileThatIsNoImageTable(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("images.json"), "{\"imges\": {}}");
    assertThatThrownBy(() -> ImageTable.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("images.json is not an image table")
        .hasMessageContaining("\"images\" is missing");
  }
}
