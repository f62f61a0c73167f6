package io.neuralhive.api.generate;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One record type as a Markdown section: a table of its fields and the rules between them. */
final class TypeTable {

  private TypeTable() {}

  static void append(StringBuilder out, Class<?> type, Collection<Field> fields) {
    out.append(
        """

        ### %s

        | Field | Type | Default | Limits | Description |
        |---|---|---|---|---|
        """
            .formatted(title(type)));
    for (var field : fields) {
      out.append(
          row(
                  "`" + field.name() + "`" + (field.isRequired() ? " *" : ""),
                  type(field),
                  preset(field.schema().getDefault()),
                  String.join("; ", limits(field)),
                  field.schema().getDescription())
              + "\n");
    }
    var rules = Stream.concat(rules(fields), ownRules(fields)).distinct().toList();
    if (!rules.isEmpty()) {
      out.append("\nRules:\n\n");
      rules.forEach(rule -> out.append("- ").append(rule).append("\n"));
    }
  }

  static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(joining(" | ", "| ", " |"))
        .replace("  |", " |");
  }

  static String link(Class<?> type) {
    var anchor = title(type).toLowerCase(Locale.ROOT).replace(".", "");
    return "[%s](#%s)".formatted(title(type), anchor);
  }

  /** Simple name; of a nested type with the name of the type around it. */
  private static String title(Class<?> type) {
    var around = type.getEnclosingClass();
    return around == null
        ? type.getSimpleName()
        : around.getSimpleName() + "." + type.getSimpleName();
  }

  private static String type(Field field) {
    var element = element(field);
    return field.isList() ? "list of " + element : element;
  }

  private static String element(Field field) {
    var type = field.elementType();
    if (type.isRecord()) {
      return link(type);
    }
    if (type.isEnum()) {
      return field.elementSchema().getEnum().stream()
          .map(JsonNode::asText)
          .collect(joining("`, `", "one of `", "`"));
    }
    if (type == Quantity.class) {
      return "quantity";
    }
    if (type == ZonedDateTime.class) {
      return "time";
    }
    return type == Map.class ? "map of strings" : field.elementSchema().getType();
  }

  private static String preset(JsonNode preset) {
    return preset == null ? "" : "`" + preset.asText() + "`";
  }

  private static List<String> limits(Field field) {
    var limits = new ArrayList<String>();
    var schema = field.schema();
    if (field.isList()) {
      range(limits, schema.getMinItems(), schema.getMaxItems(), " entries");
      switch (schema.getXKubernetesListType()) {
        case "map" ->
            limits.add("unique by `" + schema.getXKubernetesListMapKeys().getFirst() + "`");
        case "set" -> limits.add("no entry twice");
        default -> limits.add("replaced as a whole");
      }
    }
    limits.addAll(scalarLimits(field.elementSchema(), field.isList() ? " each" : ""));
    return limits;
  }

  private static List<String> scalarLimits(JSONSchemaProps schema, String each) {
    var limits = new ArrayList<String>();
    range(limits, schema.getMinLength(), schema.getMaxLength(), " characters" + each);
    range(limits, whole(schema.getMinimum()), whole(schema.getMaximum()), each);
    if (schema.getPattern() != null && schema.getXKubernetesIntOrString() == null) {
      limits.add("`" + schema.getPattern() + "`");
    }
    return limits;
  }

  private static Long whole(Double limit) {
    return limit == null ? null : limit.longValue();
  }

  private static void range(List<String> limits, Long least, Long most, String unit) {
    if (least != null && most != null) {
      limits.add("%d to %d%s".formatted(least, most, unit));
    } else if (least != null) {
      limits.add("at least %d%s".formatted(least, unit));
    } else if (most != null) {
      limits.add("at most %d%s".formatted(most, unit));
    }
  }

  /** Rules between the fields of the type. */
  private static Stream<String> rules(Collection<Field> fields) {
    return messages(fields.iterator().next().ownerSchema());
  }

  /** Rules of single fields; those of a record are listed at its own type. */
  private static Stream<String> ownRules(Collection<Field> fields) {
    return fields.stream()
        .flatMap(
            field ->
                messages(field.schema()).filter(message -> message.startsWith(field.name() + " ")));
  }

  private static Stream<String> messages(JSONSchemaProps schema) {
    return schema.getXKubernetesValidations().stream().map(ValidationRule::getMessage);
  }
}
