package io.neuralhive.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folders of {@code in-*.yaml} (what a user applies, and what was observed) and {@code
 * out-<Kind>-<name>.yaml} (what is made of it). A missing and an unused out file fail alike; {@code
 * -Dgolden.update=true} writes them, except where {@code CI} is set.
 */
public final class Golden {
  private static final Path ROOT = Path.of("src/test/resources/golden");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Golden() {}

  public static Stream<Path> cases(String kind) throws IOException {
    try (var folders = Files.list(ROOT.resolve(kind))) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  /** The inputs of that kind, by file name. */
  public static <T extends HasMetadata> List<T> inputs(Path folder, Class<T> kind)
      throws IOException {
    var inputs = new ArrayList<T>();
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        var text = Files.readString(file);
        if (file.getFileName().toString().startsWith("in-")
            && text.contains("kind: " + kind.getSimpleName() + "\n")) {
          inputs.add(YAML.unmarshal(text, kind));
        }
      }
    }
    return inputs;
  }

  public static void compare(Path folder, List<? extends HasMetadata> made) throws IOException {
    var expected = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        if (file.getFileName().toString().startsWith("out-")) {
          expected.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    var actual = new TreeMap<String, String>();
    made.forEach(
        object ->
            actual.put(
                "out-%s-%s.yaml".formatted(object.getKind(), object.getMetadata().getName()),
                YAML.asYaml(object)));
    if (Boolean.getBoolean("golden.update")) {
      update(folder, expected, actual);
      return;
    }
    assertThat(expected.keySet())
        .as("files in %s; write them with -Dgolden.update=true and read the difference", folder)
        .isEqualTo(actual.keySet());
    actual.forEach((name, text) -> assertThat(text).as(name).isEqualTo(expected.get(name)));
  }

  private static void update(
      Path folder, TreeMap<String, String> expected, TreeMap<String, String> actual)
      throws IOException {
    if (System.getenv("CI") != null) {
      fail("golden files are not written where CI is set");
    }
    for (var name : expected.keySet()) {
      Files.delete(folder.resolve(name));
    }
    for (var entry : actual.entrySet()) {
      Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
    }
  }
}
