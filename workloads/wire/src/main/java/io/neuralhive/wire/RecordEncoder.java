package io.neuralhive.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes records of one schema: a zero byte, the schema's id in four bytes, then Avro. For one
 * thread.
 */
public final class RecordEncoder {

  private final Schema schema;
  private final byte[] header;
  private final GenericDatumWriter<GenericRecord> writer;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final BinaryEncoder avro = EncoderFactory.get().binaryEncoder(bytes, null);

  /**
   * An encoder for one schema.
   *
   * @param schemaId the schema's id in the registry
   */
  public RecordEncoder(int schemaId, Schema schema) {
    this.schema = schema;
    this.header =
        ByteBuffer.allocate(WireFormat.HEADER_BYTES).put(WireFormat.MAGIC).putInt(schemaId).array();
    this.writer = new GenericDatumWriter<>(schema);
  }

  /**
   * The record's bytes.
   *
   * @throws UnencodableRecordException when a value does not fit the schema
   */
  public byte[] encode(GenericRecord record) {
    bytes.reset();
    bytes.writeBytes(header);
    try {
      writer.write(record, avro);
      avro.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("an array of bytes can always be written", e);
    } catch (RuntimeException e) {
      discardHalfWritten();
      throw new UnencodableRecordException(misfit(record), e);
    }
  }

  /** The encoder has a buffer of its own, which must not leak into the next record. */
  private void discardHalfWritten() {
    EncoderFactory.get().binaryEncoder(bytes, avro);
  }

  private String misfit(GenericRecord record) {
    for (var field : schema.getFields()) {
      var given = record.getSchema().getField(field.name());
      if (given == null) {
        return "%s has no field %s, which schema %s wants"
            .formatted(record.getSchema().getFullName(), field.name(), schema.getFullName());
      }
      if (!GenericData.get().validate(field.schema(), record.get(given.pos()))) {
        return "field %s of %s does not hold a value of type %s"
            .formatted(field.name(), schema.getFullName(), field.schema().getType().getName());
      }
    }
    return "the record does not fit schema %s".formatted(schema.getFullName());
  }
}
