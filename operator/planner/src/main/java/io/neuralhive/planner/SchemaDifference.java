package io.neuralhive.planner;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Says where two record schemas do not fit each other, field by field. */
final class SchemaDifference {

  private SchemaDifference() {}

  /**
   * Why what is written cannot be read, by Avro's own resolution rules; empty when it can.
   *
   * @param reader what reads, in words, e.g. {@code 'understood'}
   * @param writer what writes, in words, e.g. {@code stage 'classify'}
   */
  static List<String> unreadable(Schema reads, String reader, Schema written, String writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reads, written)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(incompatibility -> sentence(incompatibility, reads, reader, writer))
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether values of a field can be read as another field. */
  static boolean readable(Schema reads, Schema written) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reads, written).getType()
        == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
  }

  /** How a schema differs from the one it has to be; for schemas that are not equal. */
  static String unequal(Schema actual, Schema wanted) {
    for (var field : wanted.getFields()) {
      var own = actual.getField(field.name());
      if (own == null) {
        return "field '%s' is missing".formatted(field.name());
      }
      if (!own.schema().equals(field.schema())) {
        return "field '%s' is %s, not %s"
            .formatted(
                field.name(),
                AvroSchemas.describe(own.schema()),
                AvroSchemas.describe(field.schema()));
      }
    }
    for (var field : actual.getFields()) {
      if (wanted.getField(field.name()) == null) {
        return "field '%s' is too much".formatted(field.name());
      }
    }
    return actual.getFullName().equals(wanted.getFullName())
        ? "defaults, aliases or the order of fields differ"
        : "the record is called %s, not %s".formatted(actual.getFullName(), wanted.getFullName());
  }

  private static String sentence(
      Incompatibility incompatibility, Schema reads, String reader, String writer) {
    var reading = incompatibility.getReaderFragment();
    var writing = incompatibility.getWriterFragment();
    var place = place(incompatibility, reads, reader);
    return switch (incompatibility.getType()) {
      case READER_FIELD_MISSING_DEFAULT_VALUE ->
          "field '%s' of %s has no default, and %s does not write it"
              .formatted(fieldPath(incompatibility, reads), reader, writer);
      case TYPE_MISMATCH ->
          "%s is %s here but %s writes %s"
              .formatted(
                  place, AvroSchemas.describe(reading), writer, AvroSchemas.describe(writing));
      case MISSING_UNION_BRANCH ->
          "%s is %s here but %s also writes %s"
              .formatted(
                  place, AvroSchemas.describe(reading), writer, AvroSchemas.describe(writing));
      case MISSING_ENUM_SYMBOLS ->
          "%s does not know the symbols %s, which %s writes"
              .formatted(place, incompatibility.getMessage(), writer);
      case NAME_MISMATCH ->
          "%s is called %s here but %s writes %s; give it the same name or an alias"
              .formatted(place, reading.getFullName(), writer, writing.getFullName());
      case FIXED_SIZE_MISMATCH ->
          "%s has %d bytes here but %s writes %d"
              .formatted(place, reading.getFixedSize(), writer, writing.getFixedSize());
    };
  }

  private static String place(Incompatibility incompatibility, Schema reads, String reader) {
    var path = fieldPath(incompatibility, reads);
    return path.isEmpty() ? "the record of " + reader : "field '%s' of %s".formatted(path, reader);
  }

  /** Turns a pointer into the reader's JSON, such as /fields/2/type/items, into names of fields. */
  private static String fieldPath(Incompatibility incompatibility, Schema reads) {
    var names = new ArrayList<String>();
    Schema schema = reads;
    var steps = incompatibility.getLocation().split("/");
    for (int i = 1; i < steps.length && schema != null; i++) {
      switch (steps[i]) {
        case "fields" -> {
          i++;
          var field = schema.getFields().get(Integer.parseInt(steps[i]));
          names.add(field.name());
          schema = field.schema();
        }
        case "items" -> schema = schema.getElementType();
        case "values" -> schema = schema.getValueType();
        case "type" -> {}
        default -> schema = branch(schema, steps[i]);
      }
    }
    return String.join(".", names);
  }

  private static Schema branch(Schema schema, String step) {
    return schema.getType() == Schema.Type.UNION && step.chars().allMatch(Character::isDigit)
        ? schema.getTypes().get(Integer.parseInt(step))
        : null;
  }
}
