package io.neuralhive.planner;

import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;

/** Which field types fit which PostgreSQL column types, by their internal names. */
final class ColumnTypes {

  private ColumnTypes() {}

  /**
   * What a field has to be to fill a column, in words; empty when the field fits.
   *
   * @param field type of the field, without null
   */
  static Optional<String> misfit(String column, Schema field) {
    return switch (column) {
      case "text", "varchar", "bpchar", "uuid" ->
          unless(plain(field, Type.STRING, Type.ENUM) || isUuid(field), "string or enum");
      case "int2", "int4", "int8" -> unless(plain(field, Type.INT, Type.LONG), "int or long");
      case "float4", "float8", "numeric" ->
          unless(plain(field, Type.FLOAT, Type.DOUBLE), "float or double");
      case "bool" -> unless(plain(field, Type.BOOLEAN), "boolean");
      case "timestamptz", "timestamp" ->
          unless(AvroSchemas.isTimestamp(field), "timestamp-millis or timestamp-micros");
      case "date" -> unless(field.getLogicalType() instanceof LogicalTypes.Date, "date");
      case "bytea" -> unless(plain(field, Type.BYTES, Type.FIXED), "bytes or fixed");
      case "json", "jsonb" ->
          unless(plain(field, Type.RECORD, Type.ARRAY, Type.MAP), "record, array or map");
      case "_text" ->
          unless(
              field.getType() == Type.ARRAY && AvroSchemas.isText(field.getElementType()),
              "array of string");
      default -> Optional.of("nothing a sink can give");
    };
  }

  /** What may go wrong with single values although the types fit. */
  static Optional<String> risk(String column, Schema field) {
    if (column.equals("uuid") && !isUuid(field)) {
      return Optional.of("values that are no UUID go to the dead letters");
    }
    boolean narrow = column.equals("int2") || column.equals("int4") && field.getType() == Type.LONG;
    return narrow
        ? Optional.of("values that are too large for %s go to the dead letters".formatted(column))
        : Optional.empty();
  }

  private static boolean isUuid(Schema field) {
    return field.getType() == Type.STRING && field.getLogicalType() instanceof LogicalTypes.Uuid;
  }

  private static boolean plain(Schema field, Type... types) {
    return Set.of(types).contains(field.getType()) && field.getLogicalType() == null;
  }

  private static Optional<String> unless(boolean fits, String wanted) {
    return fits ? Optional.empty() : Optional.of(wanted);
  }
}
