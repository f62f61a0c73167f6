package io.neuralhive.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  private static final List<String> NAMES = List.of("a", "b");

  @TempDir Path folder;

  @Test
  void freePortsAreDistinct() throws IOException {
    var ports = Ports.free(5);
    assertThat(ports).doesNotHaveDuplicates().hasSize(5).allMatch(Ports::isFree);
  }

  @Test
  void keptPortsStayUntilSomebodyElseTakesThem() throws IOException {
    var file = folder.resolve("ports.properties");
    var first = Ports.keptIn(file, NAMES);
    assertThat(Ports.keptIn(file, NAMES)).isEqualTo(first);

    try (var taken = new ServerSocket(first.get("a"), 1, InetAddress.getLoopbackAddress())) {
      var moved = Ports.keptIn(file, NAMES);
      assertThat(moved.get("a")).isNotEqualTo(taken.getLocalPort());
      assertThat(moved.get("b")).isEqualTo(first.get("b"));
    }
  }

  @Test
  void aSecretIsMadeOnceAndPrivate() throws IOException {
    var file = folder.resolve("secrets/password");
    var secret = PrivateFile.secret(file);

    assertThat(secret).hasSizeGreaterThanOrEqualTo(32).isEqualTo(PrivateFile.secret(file));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
