package io.neuralhive.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.plan.PostgresqlTarget;
import io.neuralhive.plan.PostgresqlTarget.ColumnField;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class ColumnBindingTest {

  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "All", "fields": [
                {"name": "id", "type": "string"},
                {"name": "mood", "type": {"type": "enum", "name": "Mood", "symbols": ["GOOD"]}},
                {"name": "score", "type": "double"},
                {"name": "flag", "type": "boolean"},
                {"name": "count", "type": "int"},
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "words", "type": {"type": "array", "items": "string"}},
                {"name": "tasks", "type": {"type": "array", "items":
                  {"type": "record", "name": "Task", "fields": [{"name": "n", "type": "int"}]}}},
                {"name": "maybe", "type": ["null", "string"]},
                {"name": "key", "type": "string"}
              ]}
              """);

  private static ColumnField column(String name, String type) {
    return new ColumnField(name, type, name);
  }

  private static PostgresqlTarget target(List<ColumnField> columns) {
    return new PostgresqlTarget("", "", "", "public", "all", List.of("id"), columns);
  }

  @Test
  void everyTypeOfTheContractGetsIntoItsColumn() throws Exception {
    try (var postgres = EmbeddedPostgres.start();
        var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE "all" (id text PRIMARY KEY, mood text, score float8, flag bool, count int8,
            at timestamptz, words text[], tasks jsonb, maybe text, key uuid)
          """);
      connection.setAutoCommit(false);
      var rows =
          new SinkRows(
              target(
                  List.of(
                      column("id", "text"),
                      column("mood", "text"),
                      column("score", "float8"),
                      column("flag", "bool"),
                      column("count", "int8"),
                      column("at", "timestamptz"),
                      column("words", "_text"),
                      column("tasks", "jsonb"),
                      column("maybe", "text"),
                      column("key", "uuid"))),
              SCHEMA);
      var task =
          new GenericRecordBuilder(SCHEMA.getField("tasks").schema().getElementType())
              .set("n", 1)
              .build();
      var record =
          new GenericRecordBuilder(SCHEMA)
              .set("id", "a")
              .set("mood", new GenericData.EnumSymbol(SCHEMA.getField("mood").schema(), "GOOD"))
              .set("score", 0.5)
              .set("flag", true)
              .set("count", 3)
              .set("at", 1_700_000_000_123L)
              .set("words", List.of("x, \"y\"", "ç"))
              .set("tasks", List.of(task))
              .set("maybe", null)
              .set("key", "8952fa0f-26f1-8626-9f1c-e2195a7afc22")
              .build();
      assertThat(rows.write(connection, List.of(new SinkRows.Entry(null, List.of(record)))))
          .isEmpty();
      try (var row =
          statement.executeQuery(
              """
              SELECT concat_ws('|', mood, score, flag, count, at AT TIME ZONE 'UTC', words[1],
                words[2], tasks #>> '{0,n}', coalesce(maybe, '-'), key) FROM "all"
              """)) {
        row.next();
        assertThat(row.getString(1))
            .isEqualTo(
                "GOOD|0.5|t|3|2023-11-14 22:13:20.123|x, \"y\"|ç|1|-"
                    + "|8952fa0f-26f1-8626-9f1c-e2195a7afc22");
      }
    }
  }

  @Test
  void aFieldThatTheSchemaLacksIsNamed() {
    assertThatThrownBy(
            () -> new SinkRows(target(List.of(new ColumnField("mood", "text", "mod"))), SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column mood")
        .hasMessageContaining("field mod");
  }
}
