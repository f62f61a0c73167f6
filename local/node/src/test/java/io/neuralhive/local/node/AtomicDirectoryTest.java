package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicDirectoryTest {

  @TempDir Path directory;

  @Test
  void anUpdateSwapsOneLinkAndRemovesWhatIsGone() throws IOException {
    var volume = new AtomicDirectory(directory);
    assertThat(volume.write(Map.of("a", file("1"), "b/c", file("2")))).isTrue();
    var before = Files.readSymbolicLink(directory.resolve("..data"));
    assertThat(directory.resolve("a")).isSymbolicLink().hasContent("1");
    assertThat(directory.resolve("b/c")).hasContent("2");

    assertThat(volume.write(Map.of("a", file("3"), "d", file("4")))).isTrue();

    assertThat(Files.readSymbolicLink(directory.resolve("..data"))).isNotEqualTo(before);
    assertThat(directory.resolve("a")).hasContent("3");
    assertThat(directory.resolve("d")).hasContent("4");
    assertThat(Files.exists(directory.resolve("b"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(directory.resolve(before)).doesNotExist();
  }

  @Test
  void writesNothingWhenNothingChanged() throws IOException {
    var volume = new AtomicDirectory(directory);
    volume.write(Map.of("a", file("1")));
    assertThat(volume.write(Map.of("a", file("1")))).isFalse();
  }

  @Test
  void continuesWhereAnEarlierLifeStopped() throws IOException {
    new AtomicDirectory(directory).write(Map.of("a", file("1")));
    new AtomicDirectory(directory).write(Map.of("a", file("2")));
    assertThat(directory.resolve("a")).hasContent("2");
  }

  @Test
  void givesFilesTheirMode() throws IOException {
    new AtomicDirectory(directory)
        .write(Map.of("a", new VolumeFile("1".getBytes(StandardCharsets.UTF_8), 0400)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a"))))
        .isEqualTo("r--------");
  }

  @Test
  void refusesAPathThatLeavesTheVolume() {
    assertThatThrownBy(() -> new AtomicDirectory(directory).write(Map.of("../x", file("1"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("../x");
  }

  private static VolumeFile file(String text) {
    return new VolumeFile(text.getBytes(StandardCharsets.UTF_8), 0644);
  }
}
