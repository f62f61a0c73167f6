package io.neuralhive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  @TempDir private Path folder;

  @Test
  void keepsASecondRunOutAndNamesTheFirst() throws IOException {
    var folders = new Folders(folder, folder.resolve("data"));
    try (var held = RunLock.take(folders)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> RunLock.take(folders))
          .isInstanceOf(CannotDoException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " already runs");
      assertThat(RunLock.holder(folders)).contains(ProcessHandle.current().pid());
    }
    RunLock.take(folders).close();
    assertThat(RunLock.holder(folders)).isEmpty();
  }

  @Test
  void aFolderWithoutARunHasNoHolder() throws IOException {
    var folders = new Folders(folder, folder);
    assertThat(RunLock.holder(folders)).isEmpty();
    Files.writeString(folders.lockFile(), "4711"); // a killed run left it
    assertThat(RunLock.holder(folders)).isEmpty();
  }
}
