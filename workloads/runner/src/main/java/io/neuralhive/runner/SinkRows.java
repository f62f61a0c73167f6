package io.neuralhive.runner;

import io.neuralhive.plan.PostgresqlTarget;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes rows; of rows with the same key the first one stays. */
final class SinkRows {

  private final String insert;
  private final List<ColumnBinding> columns;

  /** The rows that one record became. */
  record Entry(ConsumerRecord<byte[], byte[]> source, List<GenericRecord> rows) {}

  /** A record whose rows the database refuses, and why. */
  record Refused(ConsumerRecord<byte[], byte[]> source, Failure failure) {}

  SinkRows(PostgresqlTarget target, Schema schema) {
    this.columns =
        target.columns().stream().map(column -> new ColumnBinding(column, schema)).toList();
    var names =
        columns.stream().map(c -> SqlName.quote(c.column())).collect(Collectors.joining(", "));
    var values = columns.stream().map(_ -> "?").collect(Collectors.joining(", "));
    var key = target.primaryKey().stream().map(SqlName::quote).collect(Collectors.joining(", "));
    this.insert =
        "INSERT INTO %s.%s (%s) VALUES (%s) ON CONFLICT (%s) DO NOTHING"
            .formatted(
                SqlName.quote(target.schema()), SqlName.quote(target.table()), names, values, key);
  }

  /**
   * Writes all rows but those of poison records.
   *
   * @return the poison
   * @throws SQLException when no row is to blame
   */
  List<Refused> write(Connection connection, List<Entry> entries) throws SQLException {
    var refused = new ArrayList<Refused>();
    if (!entries.isEmpty()) {
      write(connection, entries, refused);
    }
    return refused;
  }

  private void write(Connection connection, List<Entry> entries, List<Refused> refused)
      throws SQLException {
    var before = connection.setSavepoint();
    try {
      insert(connection, entries);
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      var cause = cause(e);
      if (!SqlFailure.isPoison(cause)) {
        throw cause;
      }
      isolate(connection, before, entries, refused, cause);
    } catch (RuntimeException e) { // a value of another type than its schema says
      isolate(connection, before, entries, refused, e);
    }
  }

  private void isolate(
      Connection connection,
      Savepoint before,
      List<Entry> entries,
      List<Refused> refused,
      Exception cause)
      throws SQLException {
    connection.rollback(before);
    if (entries.size() == 1) {
      refused.add(new Refused(entries.getFirst().source(), failure(cause)));
      return;
    }
    int middle = entries.size() / 2;
    write(connection, entries.subList(0, middle), refused);
    write(connection, entries.subList(middle, entries.size()), refused);
  }

  private void insert(Connection connection, List<Entry> entries) throws SQLException {
    try (var statement = connection.prepareStatement(insert)) {
      for (var entry : entries) {
        for (var row : entry.rows()) {
          for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(statement, i + 1, row);
          }
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }

  private static SQLException cause(SQLException failure) {
    return failure instanceof BatchUpdateException && failure.getNextException() != null
        ? failure.getNextException()
        : failure;
  }

  private static Failure failure(Exception cause) {
    var reason =
        cause instanceof SQLException refused
            ? "the database refuses the row with " + SqlFailure.describe(refused)
            : "a value does not fit its column";
    return new Failure(Failure.SINK, reason, cause.getClass().getName(), 1);
  }
}
