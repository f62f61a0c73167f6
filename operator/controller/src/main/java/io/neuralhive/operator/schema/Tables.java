package io.neuralhive.operator.schema;

import io.neuralhive.api.v1alpha1.schema.Column;
import io.neuralhive.api.v1alpha1.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Tables as the database has them, which is what sinks have to fit. */
final class Tables {
  private static final String COLUMNS =
      """
      SELECT c.relname, a.attname, t.typname,
             a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS required
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
       WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND c.relname <> ?
       ORDER BY c.relname, a.attnum\
      """;
  private static final String KEYS =
      """
      SELECT c.relname, a.attname
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
       WHERE n.nspname = ? AND i.indisprimary AND c.relname <> ?
       ORDER BY c.relname, k.place\
      """;

  private Tables() {}

  /** Tables by name, without the history of migrations. */
  static List<Table> read(SchemaPlan.Login login, String schema) throws SQLException {
    try (var connection = login.connect()) {
      var keys = keys(connection, schema);
      var columns = columns(connection, schema);
      return columns.entrySet().stream()
          .map(
              entry ->
                  new Table(
                      entry.getKey(),
                      keys.getOrDefault(entry.getKey(), List.of()),
                      entry.getValue()))
          .toList();
    }
  }

  /**
   * Drops the schema with everything in it.
   *
   * @throws SQLException also when somebody holds on to a table for seconds
   */
  static void drop(SchemaPlan.Login login, String schema) throws SQLException {
    try (var connection = login.connect();
        var statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '3s'");
      statement.execute(
          "DROP SCHEMA IF EXISTS %s CASCADE".formatted(statement.enquoteIdentifier(schema, true)));
    }
  }

  private static TreeMap<String, List<Column>> columns(Connection connection, String schema)
      throws SQLException {
    var columns = new TreeMap<String, List<Column>>();
    try (var statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, schema);
      statement.setString(2, Migrations.HISTORY);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          columns
              .computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
              .add(
                  new Column(
                      rows.getString(2),
                      rows.getString(3),
                      rows.getBoolean(4) ? Column.Presence.Required : Column.Presence.Optional));
        }
      }
    }
    return columns;
  }

  private static TreeMap<String, List<String>> keys(Connection connection, String schema)
      throws SQLException {
    var keys = new TreeMap<String, List<String>>();
    try (var statement = connection.prepareStatement(KEYS)) {
      statement.setString(1, schema);
      statement.setString(2, Migrations.HISTORY);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          keys.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
              .add(rows.getString(2));
        }
      }
    }
    return keys;
  }
}
