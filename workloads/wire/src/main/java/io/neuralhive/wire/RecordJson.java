package io.neuralhive.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/**
 * Values of records as plain JSON: unions without tags, enums as text, bytes in Base64,
 * timestamp-millis in ISO 8601, numbers that JSON lacks (NaN, infinities) as null.
 */
public final class RecordJson {

  private static final JsonFactory JSON = new JsonFactory();

  private RecordJson() {}

  /** JSON text of a value of that schema. */
  public static String write(Schema schema, Object value) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      write(json, schema, value);
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory can always be written", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Schema schema, Object value) throws IOException {
    switch (schema.getType()) {
      case RECORD -> writeRecord(json, schema, (IndexedRecord) value);
      case ARRAY -> {
        json.writeStartArray();
        for (var item : (Collection<?>) value) {
          write(json, schema.getElementType(), item);
        }
        json.writeEndArray();
      }
      case MAP -> {
        json.writeStartObject();
        for (var entry : ((Map<?, ?>) value).entrySet()) {
          json.writeFieldName(entry.getKey().toString());
          write(json, schema.getValueType(), entry.getValue());
        }
        json.writeEndObject();
      }
      case UNION ->
          write(json, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
      case STRING, ENUM -> json.writeString(value.toString());
      case INT -> json.writeNumber((Integer) value);
      case LONG -> writeLong(json, schema, (Long) value);
      case FLOAT, DOUBLE -> writeReal(json, (Number) value);
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case BYTES -> json.writeString(base64((ByteBuffer) value));
      case FIXED -> json.writeString(base64(ByteBuffer.wrap(((GenericData.Fixed) value).bytes())));
      case NULL -> json.writeNull();
    }
  }

  private static void writeRecord(JsonGenerator json, Schema schema, IndexedRecord record)
      throws IOException {
    json.writeStartObject();
    for (var field : schema.getFields()) {
      json.writeFieldName(field.name());
      write(json, field.schema(), record.get(field.pos()));
    }
    json.writeEndObject();
  }

  private static void writeLong(JsonGenerator json, Schema schema, long value) throws IOException {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      json.writeString(Instant.ofEpochMilli(value).toString());
    } else {
      json.writeNumber(value);
    }
  }

  private static void writeReal(JsonGenerator json, Number value) throws IOException {
    if (!Double.isFinite(value.doubleValue())) {
      json.writeNull();
    } else if (value instanceof Float single) {
      json.writeNumber(single);
    } else {
      json.writeNumber(value.doubleValue());
    }
  }

  private static String base64(ByteBuffer bytes) {
    var copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }
}
