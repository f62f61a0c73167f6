package io.neuralhive.gateway;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas of Avro types, as {@link io.neuralhive.wire.RecordJson} writes their values. Records
 * are described once, by full name, and referred to: they may hold each other.
 */
final class AvroJsonSchema {

  private final String base;
  private final ObjectNode records = object();

  /**
   * Describes nothing yet.
   *
   * @param base what a reference to a record starts with
   */
  AvroJsonSchema(String base) {
    this.base = base;
  }

  /** Every record met so far. */
  ObjectNode records() {
    return records;
  }

  ObjectNode reference(String name) {
    return object().put("$ref", base + name);
  }

  ObjectNode of(Schema schema) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      return object().put("type", "string").put("format", "date-time");
    }
    return switch (schema.getType()) {
      case STRING -> object().put("type", "string");
      case BYTES, FIXED -> object().put("type", "string").put("contentEncoding", "base64");
      case BOOLEAN -> object().put("type", "boolean");
      case INT -> object().put("type", "integer").put("format", "int32");
      case LONG -> object().put("type", "integer").put("format", "int64");
      case FLOAT, DOUBLE -> object().put("type", "number");
      case NULL -> object().put("type", "null");
      case ENUM -> symbols(schema);
      case ARRAY -> array(schema);
      case MAP -> map(schema);
      case UNION -> union(schema);
      case RECORD -> record(schema);
    };
  }

  private static ObjectNode symbols(Schema schema) {
    var node = object().put("type", "string");
    var symbols = node.putArray("enum");
    schema.getEnumSymbols().forEach(symbols::add);
    return node;
  }

  private ObjectNode array(Schema schema) {
    var node = object().put("type", "array");
    node.set("items", of(schema.getElementType()));
    return node;
  }

  private ObjectNode map(Schema schema) {
    var node = object().put("type", "object");
    node.set("additionalProperties", of(schema.getValueType()));
    return node;
  }

  private ObjectNode union(Schema schema) {
    var node = object();
    var choices = node.putArray("anyOf");
    schema.getTypes().forEach(choice -> choices.add(of(choice)));
    return node;
  }

  private ObjectNode record(Schema schema) {
    var name = schema.getFullName();
    if (!records.has(name)) {
      var node = records.putObject(name).put("type", "object");
      if (schema.getDoc() != null) {
        node.put("description", schema.getDoc());
      }
      var properties = node.putObject("properties");
      var required = node.putArray("required");
      for (var field : schema.getFields()) {
        var property = of(field.schema());
        if (field.doc() != null) {
          property.put("description", field.doc());
        }
        properties.set(field.name(), property);
        required.add(field.name());
      }
    }
    return reference(name);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
