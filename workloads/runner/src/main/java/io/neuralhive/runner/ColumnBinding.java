package io.neuralhive.runner;

import io.neuralhive.plan.PostgresqlTarget.ColumnField;
import io.neuralhive.wire.RecordJson;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** How a field's value gets into a column. */
final class ColumnBinding {

  private final ColumnField column;
  private final Schema.Field field;
  private final boolean json;
  private final boolean array;

  /**
   * A binding.
   *
   * @throws IllegalArgumentException when the schema lacks the field
   */
  ColumnBinding(ColumnField column, Schema schema) {
    this.column = column;
    this.field = schema.getField(column.field());
    if (field == null) {
      throw new IllegalArgumentException(
          "column %s is filled from field %s, which schema %s does not have"
              .formatted(column.column(), column.field(), schema.getFullName()));
    }
    this.json = column.type().equals("jsonb") || column.type().equals("json");
    this.array = column.type().startsWith("_");
  }

  String column() {
    return column.column();
  }

  void bind(PreparedStatement insert, int parameter, GenericRecord record) throws SQLException {
    var value = record.get(field.pos());
    if (value == null) {
      insert.setNull(parameter, Types.NULL);
    } else if (json) {
      insert.setObject(parameter, RecordJson.write(field.schema(), value), Types.OTHER);
    } else if (array && value instanceof Collection<?> items) {
      var elements = items.stream().map(item -> item == null ? null : item.toString()).toArray();
      insert.setArray(
          parameter, insert.getConnection().createArrayOf(column.type().substring(1), elements));
    } else {
      bindScalar(insert, parameter, value);
    }
  }

  private void bindScalar(PreparedStatement insert, int parameter, Object value)
      throws SQLException {
    switch (value) {
      case Long number when isTimestamp() ->
          insert.setObject(parameter, Instant.ofEpochMilli(number).atOffset(ZoneOffset.UTC));
      case Integer days when isDate() -> insert.setObject(parameter, LocalDate.ofEpochDay(days));
      case Long number -> insert.setLong(parameter, number);
      case Integer number -> insert.setInt(parameter, number);
      case Double number -> insert.setDouble(parameter, number);
      case Float number -> insert.setFloat(parameter, number);
      case Boolean flag -> insert.setBoolean(parameter, flag);
      case ByteBuffer bytes -> insert.setBytes(parameter, copy(bytes));
      // An untyped literal: the server reads it as the column's type, be it text, uuid or numeric.
      default -> insert.setObject(parameter, value.toString(), Types.OTHER);
    }
  }

  private boolean isTimestamp() {
    return present().getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  private boolean isDate() {
    return present().getLogicalType() instanceof LogicalTypes.Date;
  }

  private Schema present() {
    return field.schema().isUnion()
        ? field.schema().getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElse(field.schema())
        : field.schema();
  }

  private static byte[] copy(ByteBuffer bytes) {
    var copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
