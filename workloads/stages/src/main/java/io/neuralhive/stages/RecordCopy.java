package io.neuralhive.stages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Begins what a stage writes with what it read: fields of the same name are copied, and the stage
 * fills in the others. Safe for many threads.
 */
public final class RecordCopy {

  private record Same(int from, int to, Schema type) {}

  private final Schema writes;
  private final List<Same> same = new ArrayList<>();

  /**
   * A copy between two schemas.
   *
   * @param filled fields that the stage gives itself
   * @throws IllegalArgumentException when one of them is not written, or when a field that is
   *     written is neither given nor read; the message names it
   */
  public RecordCopy(Schema reads, Schema writes, Set<String> filled) {
    this.writes = writes;
    for (var name : filled) {
      require(writes, name, "writes");
    }
    for (var field : writes.getFields()) {
      if (!filled.contains(field.name())) {
        var source = require(reads, field.name(), "reads");
        same.add(new Same(source.pos(), field.pos(), field.schema()));
      }
    }
  }

  private static Schema.Field require(Schema schema, String field, String role) {
    var found = schema.getField(field);
    if (found == null) {
      throw new IllegalArgumentException(
          "schema %s, which the stage %s, has no field %s"
              .formatted(schema.getFullName(), role, field));
    }
    return found;
  }

  /** A new record; what the stage fills in is null yet. */
  public GenericRecord of(GenericRecord source) {
    var copy = new GenericData.Record(writes);
    for (var field : same) {
      copy.put(field.to, retyped(source.get(field.from), field.type));
    }
    return copy;
  }

  /** Values carry their schema, so one of an equal type must be told its new one. */
  private static Object retyped(Object value, Schema type) {
    return switch (type.getType()) {
      case ENUM -> new GenericData.EnumSymbol(type, value.toString());
      case ARRAY ->
          ((Collection<?>) value).stream().map(v -> retyped(v, type.getElementType())).toList();
      case MAP -> map((Map<?, ?>) value, type.getValueType());
      case RECORD -> record((GenericRecord) value, type);
      case UNION -> value == null ? null : retyped(value, member(value, type));
      default -> value;
    };
  }

  private static Map<String, Object> map(Map<?, ?> values, Schema type) {
    var map = new LinkedHashMap<String, Object>();
    values.forEach((key, value) -> map.put(key.toString(), retyped(value, type)));
    return map;
  }

  private static GenericRecord record(GenericRecord source, Schema type) {
    var record = new GenericData.Record(type);
    for (var field : type.getFields()) {
      record.put(field.pos(), retyped(source.get(field.name()), field.schema()));
    }
    return record;
  }

  private static Schema member(Object value, Schema union) {
    return union.getTypes().get(GenericData.get().resolveUnion(union, value));
  }
}
