package io.neuralhive.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class RecordCopyTest {

  private static final Schema READS =
      schema(
          """
          {"type": "record", "name": "In", "fields": [
            {"name": "gone", "type": "int"},
            {"name": "mood", "type": {"type": "enum", "name": "Mood", "symbols": ["UP", "DOWN"]}},
            {"name": "parts", "type": {"type": "array", "items": {
              "type": "record", "name": "Part", "fields": [
                {"name": "a", "type": "string"}, {"name": "b", "type": "string"}]}}},
            {"name": "moods", "type": {"type": "map", "values": "Mood"}},
            {"name": "note", "type": ["null", "string"]},
            {"name": "second", "type": ["null", "Mood"]}]}
          """);

  /** The same fields in another order, down to those of the parts. */
  private static final Schema WRITES =
      schema(
          """
          {"type": "record", "name": "Out", "fields": [
            {"name": "second", "type": ["null",
              {"type": "enum", "name": "Mood", "symbols": ["DOWN", "UP"]}]},
            {"name": "note", "type": ["null", "string"]},
            {"name": "new", "type": "int"},
            {"name": "moods", "type": {"type": "map", "values": "Mood"}},
            {"name": "parts", "type": {"type": "array", "items": {
              "type": "record", "name": "Part", "fields": [
                {"name": "b", "type": "string"}, {"name": "a", "type": "string"}]}}},
            {"name": "mood", "type": "Mood"}]}
          """);

  private static Schema schema(String json) {
    return new Schema.Parser().parse(json);
  }

  @Test
  void copiesFieldsByNameDownToTheirParts() {
    var copy = new RecordCopy(READS, WRITES, Set.of("new")).of(in());
    copy.put("new", 7);

    assertThat(GenericData.get().validate(WRITES, copy)).isTrue();
    assertThat(copy)
        .hasToString(
            """
            {"second": "DOWN", "note": null, "new": 7, "moods": {"then": "DOWN"}, \
            "parts": [{"b": "2", "a": "1"}], "mood": "UP"}\
            """);
    var mood = (GenericData.EnumSymbol) copy.get("mood");
    assertThat(mood.getSchema()).isEqualTo(WRITES.getField("mood").schema());
  }

  @Test
  void namesTheFieldThatNobodyGives() {
    assertThatThrownBy(() -> new RecordCopy(READS, WRITES, Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("schema In, which the stage reads, has no field new");
    assertThatThrownBy(() -> new RecordCopy(READS, WRITES, Set.of("new", "newer")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("schema Out, which the stage writes, has no field newer");
  }

  private static GenericRecord in() {
    var moodType = READS.getField("mood").schema();
    var part = new GenericData.Record(READS.getField("parts").schema().getElementType());
    part.put("a", "1");
    part.put("b", "2");
    var in = new GenericData.Record(READS);
    in.put("gone", 1);
    in.put("mood", new GenericData.EnumSymbol(moodType, "UP"));
    in.put("parts", List.of(part));
    in.put("moods", Map.of("then", new GenericData.EnumSymbol(moodType, "DOWN")));
    in.put("second", new GenericData.EnumSymbol(moodType, "DOWN"));
    return in;
  }
}
