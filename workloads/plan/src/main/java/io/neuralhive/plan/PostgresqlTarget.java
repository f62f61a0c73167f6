package io.neuralhive.plan;

import java.util.List;

/**
 * The table that a sink fills.
 *
 * @param jdbcUrl URL without credentials
 * @param usernameFile file that holds the user name
 * @param passwordFile file that holds the password
 * @param schema schema of the table, which also holds the sink's offsets
 * @param table table
 * @param primaryKey columns that say which records are one row; the first writer wins
 * @param columns columns and the fields that fill them
 */
public record PostgresqlTarget(
    String jdbcUrl,
    String usernameFile,
    String passwordFile,
    String schema,
    String table,
    List<String> primaryKey,
    List<ColumnField> columns) {

  public PostgresqlTarget {
    primaryKey = List.copyOf(primaryKey);
    columns = List.copyOf(columns);
  }

  /**
   * A column and the field that fills it.
   *
   * @param type type of the column by its internal PostgreSQL name, e.g. text, timestamptz, jsonb
   */
  public record ColumnField(String column, String type, String field) {}
}
