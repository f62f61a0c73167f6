package io.neuralhive.local.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.local.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneBinariesTest {

  @TempDir Path folder;

  @Test
  void theGivenFolderIsUsedWhenItIsComplete() throws IOException {
    for (var name : new String[] {"etcd", "kube-apiserver", "kube-controller-manager"}) {
      program(folder, name, "");
    }
    var found =
        ControlPlaneBinaries.locate(
            Map.of("KUBEBUILDER_ASSETS", folder.toString()), Progress.silent());
    assertThat(found.etcd()).isEqualTo(folder.resolve("etcd"));
  }

  @Test
  void withoutGoTheRemedyIsNamed() {
    var environment = Map.of("XDG_CACHE_HOME", folder.toString(), "PATH", "/nowhere");
    assertThatThrownBy(() -> ControlPlaneBinaries.locate(environment, Progress.silent()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("install Go")
        .hasMessageContaining("KUBEBUILDER_ASSETS");
  }

  /** With a stand-in for the compiler, which takes minutes, that checks what it is given. */
  @Test
  void eachProgramIsBuiltOnceAndMovedIntoTheCache() throws IOException {
    var tools = Files.createDirectories(folder.resolve("tools"));
    program(
        tools,
        "go",
        """
        [ "$CGO_ENABLED" = 0 ] && grep -q "^module neuralhive.io" go.mod && [ -s go.sum ] || exit 9
        while [ $# -gt 2 ]; do [ "$1" = -o ] && out=$2; shift; done
        echo "$out" >> "$COUNT"
        printf '#!/bin/sh\\n' > "$out" && chmod +x "$out"
        """);
    var environment =
        Map.of(
            "XDG_CACHE_HOME", folder.resolve("cache").toString(),
            "PATH", tools + ":/usr/bin:/bin",
            "COUNT", folder.resolve("count").toString());
    var messages = new ArrayList<String>();

    ControlPlaneBinaries.locate(environment, (component, message) -> messages.add(message));
    var second = ControlPlaneBinaries.locate(environment, Progress.silent());

    assertThat(second.apiServer()).isExecutable();
    assertThat(messages).anyMatch(text -> text.startsWith("building kube-apiserver (2 of 3)"));
    assertThat(folder.resolve("count")).hasContent("etcd\nkube-apiserver\nkube-controller-manager");
    assertThat(second.etcd().getParent())
        .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith(".build"));
  }

  private static void program(Path folder, String name, String body) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
