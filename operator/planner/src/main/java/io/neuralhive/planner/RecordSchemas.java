package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.pipeline.RecordSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** The pipeline's own record types, by name. */
final class RecordSchemas {

  private final Set<String> names = new HashSet<>();
  private final Map<String, Schema> schemas = new HashMap<>();
  private final Problems problems;

  RecordSchemas(List<RecordSchema> declared, Problems problems) {
    this.problems = problems;
    for (int i = 0; i < declared.size(); i++) {
      add(declared.get(i), "spec.schemas[%d]".formatted(i));
    }
  }

  /** The type of that name; a name that is not declared is a diagnostic at the path. */
  Optional<Schema> find(String name, String path, String stage) {
    if (!names.contains(name)) {
      problems.spec(
          path,
          "stage '%s' names schema '%s', which spec.schemas does not have%s",
          stage,
          name,
          Problems.known("schemas", name, names));
    }
    return Optional.ofNullable(schemas.get(name));
  }

  private void add(RecordSchema declared, String path) {
    if (!names.add(declared.name())) {
      problems.spec(
          path + ".name", "schema '%s' is declared twice; rename or remove one", declared.name());
      return;
    }
    var parsed = AvroSchemas.parseRecord(declared.schema());
    if (parsed.schema() == null) {
      problems.spec(path + ".schema", "schema '%s' %s", declared.name(), parsed.problem());
    } else {
      schemas.put(declared.name(), parsed.schema());
    }
  }
}
