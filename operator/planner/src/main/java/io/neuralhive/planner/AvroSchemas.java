package io.neuralhive.planner;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Reads Avro schemas and puts their types into words. */
final class AvroSchemas {

  /** A record schema, or the reason why a text is none. */
  record Parsed(Schema schema, String problem) {}

  private AvroSchemas() {}

  static Parsed parseRecord(String text) {
    try {
      var schema = new Schema.Parser().parse(text);
      return schema.getType() == Schema.Type.RECORD
          ? new Parsed(schema, null)
          : new Parsed(null, "is of type %s, but must be a record".formatted(describe(schema)));
    } catch (AvroRuntimeException e) {
      return new Parsed(null, "is not an Avro schema: " + reason(e));
    }
  }

  /** The type of a field, without the null of a union of one type and null. */
  static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    var others =
        schema.getTypes().stream().filter(branch -> branch.getType() != Schema.Type.NULL).toList();
    return others.size() == 1 ? others.getFirst() : schema;
  }

  static boolean isText(Schema schema) {
    return schema.getType() == Schema.Type.STRING;
  }

  static boolean isTimestamp(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
        || schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
  }

  /** Why a field cannot be a record key; empty when it can. */
  static Optional<String> unfitKey(Schema record, String key) {
    var field = record.getField(key);
    if (field == null) {
      return Optional.of("the schema has no field '%s'".formatted(key));
    }
    return isText(field.schema())
        ? Optional.empty()
        : Optional.of(
            "field '%s' is %s, but a key is a string that is never null"
                .formatted(key, describe(field.schema())));
  }

  /** A type as people write it, e.g. {@code array of string} or {@code null or long}. */
  static String describe(Schema schema) {
    if (schema.getLogicalType() != null) {
      return schema.getLogicalType().getName();
    }
    return switch (schema.getType()) {
      case ARRAY -> "array of " + describe(schema.getElementType());
      case MAP -> "map of " + describe(schema.getValueType());
      case UNION ->
          schema.getTypes().isEmpty()
              ? "empty union"
              : String.join(" or ", schema.getTypes().stream().map(AvroSchemas::describe).toList());
      case RECORD, ENUM, FIXED -> schema.getType().getName() + " " + schema.getName();
      case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> schema.getType().getName();
    };
  }

  private static String reason(Throwable e) {
    for (var cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException json) {
        var place = json.getLocation();
        var message = json.getOriginalMessage().replaceAll(" \\(start marker at .*", "");
        return place == null
            ? message
            : "line %d, column %d: %s".formatted(place.getLineNr(), place.getColumnNr(), message);
      }
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
