package io.neuralhive.api.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code crds/*.yaml} and {@code docs/reference/api.md} from the records of the API. */
public final class CrdYaml {

  /** Brings the written files up to date; to be run in the root of the repository. */
  static final String COMMAND = "mvn -q -pl crds -am -P generate process-classes";

  static final String REFERENCE = "docs/reference/api.md";

  private CrdYaml() {}

  /**
   * @param arguments the root of the repository
   */
  public static void main(String[] arguments) throws IOException {
    var root = Path.of(arguments[0]);
    for (var file : files().entrySet()) {
      var path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Every derived file: path from the root of the repository, and content. */
  static Map<String, String> files() {
    var definitions = Kinds.ALL.stream().map(Definition::of).toList();
    var files = new TreeMap<String, String>();
    for (var definition : definitions) {
      files.put("crds/" + definition.crd().getMetadata().getName() + ".yaml", definition.yaml());
    }
    files.put(REFERENCE, new ApiReference(definitions).markdown());
    return files;
  }
}
