package io.neuralhive.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  private static final Schema WRITER =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Note", "fields": [
                {"name": "id", "type": "string"},
                {"name": "count", "type": "int"},
                {"name": "mood", "type": {"type": "enum", "name": "Mood", "symbols": ["GOOD", "BAD"]}},
                {"name": "tags", "type": {"type": "array", "items": "string"}},
                {"name": "links", "type": {"type": "map", "values": "string"}}
              ]}
              """);

  private static final Schema READER =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Note", "fields": [
                {"name": "id", "type": "string"},
                {"name": "count", "type": "long"},
                {"name": "tags", "type": {"type": "array", "items": "string"}},
                {"name": "links", "type": {"type": "map", "values": "string"}},
                {"name": "added", "type": "string", "default": "none"}
              ]}
              """);

  private FakeRegistry fake;
  private SchemaRegistry registry;
  private RecordDecoder decoder;
  private final RecordEncoder encoder = new RecordEncoder(0x01020304, WRITER);

  @BeforeEach
  void start() throws IOException {
    fake = new FakeRegistry();
    fake.put(0x01020304, WRITER);
    registry = new SchemaRegistry(fake.url(), Clock.systemUTC());
    decoder = new RecordDecoder(READER, registry);
  }

  @AfterEach
  void stop() {
    registry.close();
    fake.close();
  }

  private static GenericRecord note(String id) {
    return new GenericRecordBuilder(WRITER)
        .set("id", id)
        .set("count", 3)
        .set("mood", new GenericData.EnumSymbol(WRITER.getField("mood").schema(), "GOOD"))
        .set("tags", List.of("a", "b"))
        .set("links", Map.of("k", "v"))
        .build();
  }

  @Test
  void startsWithZeroAndTheIdHighestByteFirst() {
    assertThat(Arrays.copyOf(encoder.encode(note("x")), 5)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void resolvesTheWritersSchemaToTheReaders() {
    var read = decoder.decode(encoder.encode(note("ação")));
    assertThat(read.getSchema()).isEqualTo(READER);
    assertThat(read.get("count")).isEqualTo(3L);
    assertThat(read.get("added")).isEqualTo("none");
  }

  @Test
  void givesTextAsStrings() {
    var read = decoder.decode(encoder.encode(note("ação")));
    assertThat(read.get("id")).isEqualTo("ação");
    assertThat((List<?>) read.get("tags")).first().isEqualTo("a");
    assertThat(((Map<?, ?>) read.get("links")).get("k")).isEqualTo("v");
  }

  @Test
  void everyTruncationIsUndecodable() {
    var bytes = encoder.encode(note("x"));
    for (int length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> decoder.decode(cut))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(UndecodableRecordException.class);
    }
  }

  @Test
  void bytesBehindTheRecordAreUndecodable() {
    var bytes = encoder.encode(note("x"));
    assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("left after");
  }

  @Test
  void otherFormatsAndTombstonesAreUndecodable() {
    for (var bytes : new byte[][] {null, {}, "{\"id\": 1}".getBytes(), {1, 0, 0, 0, 1, 0}}) {
      assertThatThrownBy(() -> decoder.decode(bytes))
          .isInstanceOf(UndecodableRecordException.class);
    }
  }

  @Test
  void hugeLengthsAreUndecodableAndCostNoMemory() {
    for (var length : new byte[][] {{-2, -1, -1, -1, 0x0F}, {-128, -128, -128, -128, 4}}) {
      var bytes = ByteBuffer.allocate(15).put((byte) 0).putInt(0x01020304).put(length);
      assertThatThrownBy(() -> decoder.decode(bytes.array()))
          .isInstanceOf(UndecodableRecordException.class);
    }
  }

  @Test
  void anUnknownIdIsUndecodableButASilentRegistryIsNot() {
    var unknown = ByteBuffer.allocate(10).put((byte) 0).putInt(99).array();
    assertThatThrownBy(() -> decoder.decode(unknown))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("no schema id 99");
    fake.close();
    var unasked = ByteBuffer.allocate(10).put((byte) 0).putInt(98).array();
    assertThatThrownBy(() -> decoder.decode(unasked))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void aSchemaThatDoesNotResolveIsUndecodable() throws IOException {
    fake.put(
        5, new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"Note\", \"fields\": []}"));
    var bytes = ByteBuffer.allocate(5).put((byte) 0).putInt(5).array();
    assertThatThrownBy(() -> decoder.decode(bytes))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("schema id 5 cannot be read as Note");
  }

  @Test
  void aMisfitNamesItsFieldNotItsValueAndLeavesNothingBehind() {
    var misfit = note("secret-1");
    misfit.put("count", "secret-2");
    assertThatThrownBy(() -> encoder.encode(misfit))
        .isInstanceOf(UnencodableRecordException.class)
        .hasMessageContaining("field count of Note")
        .hasMessageNotContaining("secret");
    assertThat(decoder.decode(encoder.encode(note("next"))).get("id")).isEqualTo("next");
  }
}
