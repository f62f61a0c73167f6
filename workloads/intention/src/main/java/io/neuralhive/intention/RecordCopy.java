package io.neuralhive.intention;

import io.neuralhive.stages.FunctionContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Makes records of the written schema with the fields that the read schema has too. */
final class RecordCopy {

  private record Same(int from, int to, Schema type) {}

  private final Schema writes;
  private final List<Same> same = new ArrayList<>();

  RecordCopy(FunctionContext context) {
    writes = context.writes();
    for (var field : writes.getFields()) {
      var source = context.reads().getField(field.name());
      if (source != null && source.schema().getType() == field.schema().getType()) {
        same.add(new Same(source.pos(), field.pos(), field.schema()));
      }
    }
  }

  GenericRecord of(GenericRecord source) {
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
      case ARRAY -> ((List<?>) value).stream().map(v -> retyped(v, type.getElementType())).toList();
      case RECORD -> {
        var source = (GenericRecord) value;
        var record = new GenericData.Record(type);
        type.getFields().forEach(f -> record.put(f.pos(), retyped(source.get(f.name()), f.schema())));
        yield record;
      }
      default -> value;
    };
  }
}
