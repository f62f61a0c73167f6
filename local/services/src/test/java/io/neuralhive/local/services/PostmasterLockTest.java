package io.neuralhive.local.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostmasterLockTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "12 (postgres) S 1 12 12, true",
    "12 (postgres) Z 1 12 12, false",
    "12 (java) S 1 12 12, false",
    "12 (odd ) name) S 1 12 12, false"
  })
  void onlyALivingPostgresIsAServer(String line, boolean server) throws IOException {
    var data = Path.of("/data");
    var process = Files.createDirectory(folder.resolve("12"));
    Files.writeString(process.resolve("stat"), line + " 0 -1");
    Files.createSymbolicLink(process.resolve("cwd"), data);
    assertThat(PostmasterLock.isServer(process, data)).isEqualTo(server);
    assertThat(PostmasterLock.isServer(process, Path.of("/other"))).isFalse();
  }

  @Test
  void theLockOfAProcessThatIsNoServerIsRemoved() throws IOException {
    var file = folder.resolve("postmaster.pid");
    Files.writeString(file, ProcessHandle.current().pid() + "\n" + folder + "\n");
    PostmasterLock.release(folder);
    assertThat(file).doesNotExist();
  }

  @Test
  void withoutALockThereIsNothingToDo() throws IOException {
    PostmasterLock.release(folder);
    assertThat(folder).isEmptyDirectory();
  }
}
