package io.neuralhive.gateway;

import io.neuralhive.plan.GatewayPlan.RequestField;
import io.neuralhive.stages.pii.PersonalDataMask;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import tools.jackson.databind.JsonNode;

/** Checks one field of a request and gives its value in the type of the stream's schema. */
final class FieldReader {

  private final RequestField field;
  private final Schema type;
  private final boolean nullable;
  private final boolean hasDefault;
  private final PersonalDataMask mask;

  /**
   * Prepares for a field.
   *
   * @throws IllegalArgumentException when the field's type cannot come from JSON
   */
  FieldReader(RequestField field, Schema.Field inSchema) {
    this.field = field;
    if (inSchema == null) {
      throw new IllegalArgumentException(
          "fields: the output schema has no field '%s'".formatted(field.name()));
    }
    this.nullable = inSchema.schema().isNullable();
    this.hasDefault = inSchema.hasDefaultValue();
    this.type = withoutNull(inSchema.schema());
    this.mask = PersonalDataMask.named(field.mask());
    if (!List.of(
            Schema.Type.STRING,
            Schema.Type.ENUM,
            Schema.Type.BOOLEAN,
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.DOUBLE)
        .contains(type.getType())) {
      throw new IllegalArgumentException(
          "fields: '%s' is of type %s; requests take string, enum, boolean, int, long, double"
              .formatted(field.name(), type.getType().getName()));
    }
  }

  /** The type of the value, without null. */
  Schema type() {
    return type;
  }

  RequestField field() {
    return field;
  }

  boolean optional() {
    return nullable || hasDefault;
  }

  /**
   * Fills in for a field that was not sent: a default is left to the schema, else it is null.
   *
   * @throws Problem when it must be sent
   */
  void absent(Map<String, Object> values) {
    if (!optional()) {
      throw Problem.badRequest("field '%s' is missing".formatted(field.name()));
    }
    if (!hasDefault) {
      values.put(field.name(), null);
    }
  }

  /** The value, checked and masked. */
  Object read(JsonNode node) {
    return switch (type.getType()) {
      case STRING -> text(node);
      case ENUM -> symbol(node);
      case BOOLEAN -> {
        require(node.isBoolean(), "true or false");
        yield node.booleanValue();
      }
      case INT -> {
        require(node.isIntegralNumber() && node.canConvertToInt(), "a whole number of 32 bits");
        yield node.intValue();
      }
      case LONG -> {
        require(node.isIntegralNumber() && node.canConvertToLong(), "a whole number of 64 bits");
        yield node.longValue();
      }
      default -> {
        require(node.isNumber() && isFinite(node), "a number of 64 bits");
        yield node.doubleValue();
      }
    };
  }

  private String text(JsonNode node) {
    require(node.isString(), "a text");
    var text = node.stringValue();
    if (!isWellFormed(text)) {
      throw Problem.badRequest("field '%s' has half a character in it".formatted(field.name()));
    }
    int length = text.codePointCount(0, text.length());
    if (length > field.maxLength()) {
      throw Problem.badRequest(
          "field '%s' has %d characters, at most %d are taken"
              .formatted(field.name(), length, field.maxLength()));
    }
    var stripped = text.strip();
    if (stripped.codePointCount(0, stripped.length()) < field.minLength()) {
      throw Problem.badRequest(
          field.minLength() == 1
              ? "field '%s' is empty".formatted(field.name())
              : "field '%s' needs at least %d characters, blanks at its ends not counted"
                  .formatted(field.name(), field.minLength()));
    }
    return mask.mask(text);
  }

  private Object symbol(JsonNode node) {
    require(
        node.isString() && type.hasEnumSymbol(node.stringValue()),
        "one of " + String.join(", ", type.getEnumSymbols()));
    return new GenericData.EnumSymbol(type, node.stringValue());
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw Problem.badRequest("field '%s' must be %s".formatted(field.name(), what));
    }
  }

  private static boolean isFinite(JsonNode number) {
    return Double.isFinite(number.doubleValue(Double.NaN));
  }

  /** JSON escapes can spell lone surrogates, which are no text and have no UTF-8. */
  private static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static Schema withoutNull(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }
}
