package io.neuralhive.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads records of any writer's schema into one reader's schema. Strings come as {@link String}.
 * For one thread.
 */
public final class RecordDecoder {

  // Garbage may claim any length; Avro would take that much memory before it looks.
  static {
    limit("string.maxLength", 64 << 20);
    limit("bytes.maxLength", 64 << 20);
    limit("collectionItems.maxLength", 10_000_000);
  }

  private final Schema reader;
  private final SchemaRegistry registry;
  private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
  private BinaryDecoder avro;

  /** A decoder; schemas of writers are asked for when their first record comes. */
  public RecordDecoder(Schema reader, SchemaRegistry registry) {
    this.reader = reader;
    this.registry = registry;
  }

  /**
   * The record in these bytes.
   *
   * @param bytes a message's value; null (a tombstone) is no record
   * @throws UndecodableRecordException when they never will be a record of the reader's schema
   * @throws RegistryUnavailableException when the writer's schema cannot be asked for now
   */
  public GenericRecord decode(byte[] bytes) {
    if (bytes == null) {
      throw new UndecodableRecordException("there is no value");
    }
    if (bytes.length < WireFormat.HEADER_BYTES || bytes[0] != WireFormat.MAGIC) {
      throw new UndecodableRecordException(
          "the value does not start with a zero byte and a schema id, so it is not in wire format");
    }
    int id = ByteBuffer.wrap(bytes).getInt(1);
    return read(id, readerFor(id), bytes);
  }

  private GenericRecord read(int id, GenericDatumReader<GenericRecord> datums, byte[] bytes) {
    try {
      avro =
          DecoderFactory.get()
              .binaryDecoder(
                  bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, avro);
      var record = datums.read(null, avro);
      requireEnd(id);
      return record;
    } catch (UndecodableRecordException e) {
      throw e;
    } catch (EOFException e) {
      throw new UndecodableRecordException(
          "the value ends within a record of schema id %d".formatted(id), e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new UndecodableRecordException(
          "the value is not a record of schema id %d".formatted(id), e);
    }
  }

  private void requireEnd(int id) throws IOException {
    if (!avro.isEnd()) {
      throw new UndecodableRecordException(
          "bytes are left after a record of schema id %d".formatted(id));
    }
  }

  private GenericDatumReader<GenericRecord> readerFor(int id) {
    var known = readers.get(id);
    if (known != null) {
      return known;
    }
    var made = new StringReader(writerSchema(id), reader);
    readers.put(id, made);
    return made;
  }

  private Schema writerSchema(int id) {
    try {
      var writer = registry.byId(id);
      requireResolvable(id, Resolver.resolve(writer, reader, GenericData.get()));
      return writer;
    } catch (UnknownSchemaException e) {
      throw new UndecodableRecordException(e.getMessage(), e);
    }
  }

  private void requireResolvable(int id, Resolver.Action action) {
    if (action instanceof Resolver.ErrorAction error) {
      throw new UndecodableRecordException(
          "schema id %d cannot be read as %s: %s".formatted(id, reader.getFullName(), error));
    }
  }

  private static void limit(String name, int most) {
    var property = "org.apache.avro.limits." + name;
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(most));
    }
  }

  /** Stages compare and concatenate text; Avro's own Utf8 is equal to no String. */
  private static final class StringReader extends GenericDatumReader<GenericRecord> {

    StringReader(Schema writer, Schema reader) {
      super(writer, reader, new GenericData().setFastReaderEnabled(false));
    }

    @Override
    protected Class<?> findStringClass(Schema schema) {
      return String.class;
    }
  }
}
