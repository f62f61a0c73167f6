package io.neuralhive.plan.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  private static final Schema SCHEMA =
      new SchemaParser()
          .parse(
              """
              {"type": "record", "name": "Classified", "namespace": "record", "fields": [
                {"name": "text", "type": "string"},
                {"name": "language", "type": ["null", "string"]},
                {"name": "domain", "type": {"type": "enum", "name": "Domain",
                    "symbols": ["business", "technical"]}},
                {"name": "mood", "type": ["null", "Domain"]},
                {"name": "confidence", "type": "float"},
                {"name": "attempts", "type": "int"},
                {"name": "score", "type": ["null", "double"]},
                {"name": "urgent", "type": "boolean"},
                {"name": "received_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "planned_at",
                    "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
                {"name": "actor", "type": {"type": "record", "name": "Actor", "fields": [
                    {"name": "name", "type": "string"}, {"name": "age", "type": ["null", "int"]}]}},
                {"name": "approver", "type": ["null", "Actor"]},
                {"name": "tags", "type": {"type": "array", "items": "string"}},
                {"name": "notes", "type": ["null", {"type": "array", "items": "string"}]},
                {"name": "actors", "type": {"type": "array", "items": "Actor"}},
                {"name": "labels", "type": {"type": "map", "values": "int"}},
                {"name": "any", "type": ["string", "int"]},
                {"name": "payload", "type": "bytes"},
                {"name": "digest", "type": {"type": "fixed", "name": "Digest", "size": 2}}
              ]}
              """)
          .mainSchema();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record.text == 'olá'",
        "record.text.startsWith('ol') && size(record.text) == 3",
        "record.domain == 'technical'",
        "record.domain in ['technical', 'security']",
        "record.confidence > 0.5",
        "record.attempts == 2",
        "record.attempts < 2.5",
        "record.urgent",
        "record.language == 'pt'",
        "record.language != null",
        "has(record.language)",
        "record.score == null",
        "!has(record.score)",
        "record.mood == null",
        "record.received_at < timestamp('2030-01-01T00:00:00Z')",
        "record.received_at.getFullYear() == 2026",
        "record.planned_at == timestamp('2026-01-02T03:04:05.000006Z')",
        "record.planned_at != null",
        "record.actor.name == 'Ana'",
        "record.actor.age == null",
        "!has(record.actor.age)",
        "record.approver == null",
        "!has(record.approver)",
        "'a' in record.tags",
        "record.tags.exists(t, t == 'b')",
        "record.tags[1] == 'b' && record.tags.size() == 2",
        "record.tags == ['a', 'b']",
        "record.notes == null",
        "record.actors.all(a, a.name != '')",
        "record.actors[0].name == 'Ana'",
        "record.labels['x'] == 7",
        "record.labels.x == 7",
        "'x' in record.labels && !('y' in record.labels)",
        "record.labels.exists(k, record.labels[k] > 6)",
        "record.any == 4",
        "record.payload == b'hi'",
        "record.digest == b'ok'",
        "record.actors[0] == record.actor"
      })
  void aConditionThatHolds(String source) {
    assertThat(Expression.compile(source, SCHEMA).test(sample())).as(source).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record.text == 'ola'",
        "record.domain == 'business'",
        "record.language == null",
        "has(record.score)",
        "record.score == 1.0",
        "'c' in record.tags",
        "record.received_at > timestamp('2030-01-01T00:00:00Z')"
      })
  void aConditionThatDoesNotHold(String source) {
    assertThat(Expression.compile(source, SCHEMA).test(sample())).as(source).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          record.domian == 'business' | line 1, column 7: record type Classified has no field 'domian'; did you mean 'domain'? known fields: text, language, domain
          record.actor.nmae == 'x'    | line 1, column 13: record type Actor has no field 'nmae'; did you mean 'name'? known fields: name, age
          record.approver.zzz == 'x'  | record type Actor has no field 'zzz'; known fields: name, age
          has(record.wrong)           | record type Classified has no field 'wrong'; known fields
          record.tags.exists(t, t.x == 1) | line 1, column 24
          record.text                 | line 1, column 7: must be of type bool, not 'string'
          record.attempts == 'two'    | line 1, column 17: found no matching overload for '_==_'
          record.domain > 3           | found no matching overload for '_>_'
          rekord.text == 'x'          | line 1, column 1: undeclared reference to 'rekord'; the record is called 'record'
          record.text ==              | line 1, column
          'record.text == "x" && (   ' | line 1, column
          """)
  void aMistakeIsNamedWithItsPlace(String source, String message) {
    assertThatThrownBy(() -> Expression.compile(source, SCHEMA))
        .isInstanceOf(InvalidExpressionException.class)
        .hasMessageContaining(message);
  }

  @Test
  void everyMistakeIsNamedWithItsOwnLine() {
    assertThatThrownBy(() -> Expression.compile("record.a == 1 &&\n  record.b == 2", SCHEMA))
        .hasMessageContaining("line 1, column 7: record type Classified has no field 'a'")
        .hasMessageContaining("line 2, column 9: record type Classified has no field 'b'");
  }

  @Test
  void aNullThatIsComparedBySizeHasNoAnswer() {
    var expression = Expression.compile("record.score > 0.5", SCHEMA);

    assertThatThrownBy(() -> expression.test(sample()))
        .isInstanceOf(FailedExpressionException.class)
        .hasMessageContaining("record.score > 0.5");
  }

  @Test
  void aNullThatIsAskedForFirstHasAnAnswer() {
    var expression = Expression.compile("has(record.score) && record.score > 0.5", SCHEMA);

    assertThat(expression.test(sample())).isFalse();
    assertThat(expression.test(with("score", 0.7))).isTrue();
  }

  @Test
  void timestampsMayBeInstantsToo() {
    var expression =
        Expression.compile("record.received_at == timestamp('2026-01-02T00:00:00Z')", SCHEMA);

    assertThat(expression.test(with("received_at", Instant.parse("2026-01-02T00:00:00Z"))))
        .isTrue();
  }

  @Test
  void onlyRecordsHaveConditions() {
    assertThatThrownBy(() -> Expression.compile("true", Schema.create(Schema.Type.STRING)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static GenericRecord with(String field, Object value) {
    var record = sample();
    record.put(field, value);
    return record;
  }

  private static GenericRecord sample() {
    var actorSchema = SCHEMA.getField("actor").schema();
    var actor = new GenericRecordBuilder(actorSchema).set("name", new Utf8("Ana")).set("age", null);
    var domain = SCHEMA.getField("domain").schema();
    return new GenericRecordBuilder(SCHEMA)
        .set("text", new Utf8("olá"))
        .set("language", new Utf8("pt"))
        .set("domain", new GenericData.EnumSymbol(domain, "technical"))
        .set("mood", null)
        .set("confidence", 0.75f)
        .set("attempts", 2)
        .set("score", null)
        .set("urgent", true)
        .set("received_at", Instant.parse("2026-01-02T03:04:05Z").toEpochMilli())
        .set("planned_at", Instant.parse("2026-01-02T03:04:05Z").toEpochMilli() * 1000 + 6)
        .set("actor", actor.build())
        .set("approver", null)
        .set("tags", List.of(new Utf8("a"), new Utf8("b")))
        .set("notes", null)
        .set("actors", List.of(actor.build()))
        .set("labels", Map.of(new Utf8("x"), 7))
        .set("any", 4)
        .set("payload", ByteBuffer.wrap(new byte[] {'h', 'i'}))
        .set(
            "digest",
            new GenericData.Fixed(SCHEMA.getField("digest").schema(), new byte[] {'o', 'k'}))
        .build();
  }
}
