package io.neuralhive.plan.expression;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;

/** Avro values as expressions see them; records, arrays and maps are views, not copies. */
final class AvroValues {

  private AvroValues() {}

  static Object of(Object value, Schema schema) {
    if (value == null) {
      return NullValue.NULL_VALUE;
    }
    return switch (schema.getType()) {
      case STRING, ENUM -> value.toString();
      case INT, LONG -> AvroTypes.isTimestamp(schema) ? instant(value, schema) : integer(value);
      case FLOAT, DOUBLE -> ((Number) value).doubleValue();
      case BYTES -> bytes((ByteBuffer) value);
      case FIXED -> CelByteString.of(((GenericFixed) value).bytes());
      case RECORD -> new AvroRecord((IndexedRecord) value);
      case ARRAY -> new ListView((List<?>) value, schema.getElementType());
      case MAP -> new MapView((Map<?, ?>) value, schema.getValueType());
      case UNION -> of(value, branch(value, schema));
      case BOOLEAN, NULL -> value;
    };
  }

  private static Schema branch(Object value, Schema union) {
    return union.getTypes().get(GenericData.get().resolveUnion(union, value));
  }

  private static Object integer(Object value) {
    return value instanceof Number number ? number.longValue() : value.toString();
  }

  private static Instant instant(Object value, Schema schema) {
    if (value instanceof Instant instant) {
      return instant;
    }
    var unit =
        schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
            ? ChronoUnit.MILLIS
            : ChronoUnit.MICROS;
    return Instant.EPOCH.plus((Long) value, unit);
  }

  private static CelByteString bytes(ByteBuffer value) {
    var copy = new byte[value.remaining()];
    value.duplicate().get(copy);
    return CelByteString.of(copy);
  }

  private static final class ListView extends AbstractList<Object> {
    private final List<?> values;
    private final Schema elements;

    ListView(List<?> values, Schema elements) {
      this.values = values;
      this.elements = elements;
    }

    @Override
    public Object get(int index) {
      return of(values.get(index), elements);
    }

    @Override
    public int size() {
      return values.size();
    }
  }

  /** Avro's map keys may be Utf8 or String; a lookup tries both. */
  private static final class MapView extends AbstractMap<String, Object> {
    private final Map<?, ?> values;
    private final Schema schema;

    MapView(Map<?, ?> values, Schema schema) {
      this.values = values;
      this.schema = schema;
    }

    @Override
    public Object get(Object key) {
      Object stored = storedKey(key);
      return stored == null ? null : of(values.get(stored), schema);
    }

    @Override
    public boolean containsKey(Object key) {
      return storedKey(key) != null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      var entries = new LinkedHashSet<Entry<String, Object>>();
      values.forEach((key, value) -> entries.add(Map.entry(key.toString(), of(value, schema))));
      return entries;
    }

    private Object storedKey(Object key) {
      if (!(key instanceof String text)) {
        return null;
      }
      if (values.containsKey(text)) {
        return text;
      }
      var utf8 = new Utf8(text);
      return values.containsKey(utf8) ? utf8 : null;
    }
  }
}
