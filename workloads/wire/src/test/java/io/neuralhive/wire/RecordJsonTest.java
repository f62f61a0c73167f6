package io.neuralhive.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

  @Test
  void writesPlainJson() {
    var schema =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "All", "fields": [
                  {"name": "text", "type": ["null", "string"]},
                  {"name": "none", "type": ["null", "string"]},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "n", "type": "long"},
                  {"name": "f", "type": "float"},
                  {"name": "nan", "type": "double"},
                  {"name": "mood", "type": {"type": "enum", "name": "Mood", "symbols": ["GOOD"]}},
                  {"name": "raw", "type": "bytes"},
                  {"name": "list", "type": {"type": "array", "items": "boolean"}},
                  {"name": "map", "type": {"type": "map", "values": "int"}}
                ]}
                """);
    var record =
        new GenericRecordBuilder(schema)
            .set("text", "\"ação\"")
            .set("none", null)
            .set("at", 1_700_000_000_123L)
            .set("n", Long.MAX_VALUE)
            .set("f", 0.1f)
            .set("nan", Double.NaN)
            .set("mood", new GenericData.EnumSymbol(schema.getField("mood").schema(), "GOOD"))
            .set("raw", ByteBuffer.wrap(new byte[] {1, 2}))
            .set("list", List.of(true, false))
            .set("map", Map.of("k", 1))
            .build();
    assertThat(RecordJson.write(schema, record))
        .isEqualTo(
            """
            {"text":"\\"ação\\"","none":null,"at":"2023-11-14T22:13:20.123Z",\
            "n":9223372036854775807,"f":0.1,"nan":null,"mood":"GOOD","raw":"AQI=",\
            "list":[true,false],"map":{"k":1}}\
            """);
  }
}
