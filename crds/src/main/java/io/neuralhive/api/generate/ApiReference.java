package io.neuralhive.api.generate;

import static java.util.stream.Collectors.joining;

import io.neuralhive.api.v1alpha1.common.Reference;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The API as Markdown: a chapter for each kind, a table for each type, from the schemas. */
final class ApiReference {

  private final List<Definition> definitions;

  ApiReference(List<Definition> definitions) {
    this.definitions = definitions;
  }

  String markdown() {
    var out = new StringBuilder(head());
    definitions.forEach(definition -> kind(out, definition));
    out.append("\n## Shared types\n");
    types(definitions.stream().flatMap(Definition::fields), true)
        .forEach((type, fields) -> TypeTable.append(out, type, fields));
    return out.toString();
  }

  private String head() {
    return """
    # API reference

    <!-- Generated from the records in crds/src/main/java, not to be edited. After a change there:
    %s -->

    Group `neuralhive.io`, version `v1alpha1`. Every kind is namespaced and in the category
    `neuralhive`, so `kubectl get neuralhive` lists them all. A reference names an object in the
    referrer's own namespace. A wrong object is refused with the path of what is wrong; what several
    objects decide together shows in the conditions of the status. A field with * is required.

    | Kind | Short name | What it is |
    |---|---|---|
    %s
    """
        .formatted(
            CrdYaml.COMMAND,
            definitions.stream()
                .map(
                    definition ->
                        TypeTable.row(
                            TypeTable.link(definition.kind()),
                            "`" + shortName(definition) + "`",
                            definition.schema().getDescription()))
                .collect(joining("\n")));
  }

  private static void kind(StringBuilder out, Definition definition) {
    var schema = definition.schema();
    out.append(
        """

        ## %s

        %s

        `kubectl get %s` shows %s.

        | Field | Type | Description |
        |---|---|---|
        """
            .formatted(
                definition.kind().getSimpleName(),
                schema.getDescription(),
                shortName(definition),
                definition.columns().stream()
                    .map(column -> column.getName() + (column.getPriority() > 0 ? " (wide)" : ""))
                    .collect(joining(", "))));
    for (var part : List.of("spec", "status")) {
      out.append(
          TypeTable.row(
                  "`" + part + "`" + (schema.getRequired().contains(part) ? " *" : ""),
                  TypeTable.link(Field.part(definition.kind(), part)),
                  schema.getProperties().get(part).getDescription())
              + "\n");
    }
    types(definition.fields(), false)
        .forEach((type, fields) -> TypeTable.append(out, type, fields));
  }

  private static String shortName(Definition definition) {
    return definition.crd().getSpec().getNames().getShortNames().getFirst();
  }

  /** Each record type once with its fields, in the order in which a reader meets them. */
  private static Map<Class<?>, Collection<Field>> types(Stream<Field> fields, boolean shared) {
    var types = new LinkedHashMap<Class<?>, Map<String, Field>>();
    fields
        .filter(field -> field.owner().getPackage().equals(Reference.class.getPackage()) == shared)
        .forEach(
            field ->
                types
                    .computeIfAbsent(field.owner(), type -> new LinkedHashMap<>())
                    .putIfAbsent(field.name(), field));
    var result = new LinkedHashMap<Class<?>, Collection<Field>>();
    types.forEach((type, byName) -> result.put(type, byName.values()));
    return result;
  }
}
