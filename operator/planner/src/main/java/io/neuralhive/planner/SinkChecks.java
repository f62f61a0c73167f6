package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.pipeline.ColumnValue;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.api.v1alpha1.schema.Column;
import io.neuralhive.api.v1alpha1.schema.Column.Presence;
import io.neuralhive.api.v1alpha1.schema.Table;
import io.neuralhive.plan.PostgresqlTarget.ColumnField;
import io.neuralhive.planner.Graph.SinkNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Checks that a sink's records fit the table that the database has. */
final class SinkChecks {

  /** The table of a sink; columns are those that are filled, by name. */
  record Target(String schema, Table table, List<ColumnField> columns) {}

  private final SinkNode node;
  private final References references;
  private final Problems problems;
  private final String path;

  SinkChecks(SinkNode node, References references, Problems problems) {
    this.node = node;
    this.references = references;
    this.problems = problems;
    this.path = node.path() + ".postgresql";
  }

  /**
   * The target, as far as it can be used.
   *
   * @param incoming type of the records, empty where an earlier mistake hides it
   */
  Optional<Target> run(Optional<CognitivePlatformSpec> platform, Optional<Schema> incoming) {
    if (platform.isPresent() && platform.get().postgresql() == null) {
      problems.spec(
          path, "sink '%s' needs PostgreSQL; declare spec.postgresql on the platform", node.name());
    }
    var sink = node.sink().postgresql();
    var tables = references.tables(sink.schemaRef(), path + ".schemaRef");
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    var table =
        tables.get().tables().stream().filter(t -> t.name().equals(sink.table())).findFirst();
    if (table.isEmpty()) {
      var known = tables.get().tables().stream().map(Table::name).toList();
      problems.spec(
          path + ".table",
          "sink '%s' fills table '%s', which DatabaseSchema '%s' does not have%s",
          node.name(),
          sink.table(),
          sink.schemaRef().name(),
          Problems.known("tables", sink.table(), known));
      return Optional.empty();
    }
    return Optional.of(
        new Target(tables.get().schema(), table.get(), columns(table.get(), incoming)));
  }

  private List<ColumnField> columns(Table table, Optional<Schema> incoming) {
    List<ColumnField> filled = new ArrayList<>();
    Set<String> names = new HashSet<>();
    var values = node.sink().postgresql().columns();
    for (int i = 0; i < values.size(); i++) {
      var value = values.get(i);
      var at = "%s.columns[%d]".formatted(path, i);
      if (!names.add(value.column())) {
        problems.spec(
            at + ".column",
            "sink '%s' fills column '%s' twice; remove one",
            node.name(),
            value.column());
        continue;
      }
      column(table, value, at)
          .ifPresent(
              column -> {
                incoming.ifPresent(record -> field(table, column, value, record, at + ".field"));
                filled.add(new ColumnField(column.name(), column.type(), value.field()));
              });
    }
    missing(table, names);
    return filled.stream().sorted(Comparator.comparing(ColumnField::column)).toList();
  }

  private Optional<Column> column(Table table, ColumnValue value, String at) {
    var found = table.columns().stream().filter(c -> c.name().equals(value.column())).findFirst();
    if (found.isEmpty()) {
      problems.spec(
          at + ".column",
          "sink '%s' fills column '%s', which table %s does not have%s",
          node.name(),
          value.column(),
          table.name(),
          Problems.known(
              "columns", value.column(), table.columns().stream().map(Column::name).toList()));
    }
    return found;
  }

  private void field(Table table, Column column, ColumnValue value, Schema record, String at) {
    var field = record.getField(value.field());
    if (field == null) {
      problems.spec(
          at,
          "sink '%s' stores field '%s', which its records do not have%s",
          node.name(),
          value.field(),
          Problems.known(
              "fields",
              value.field(),
              record.getFields().stream().map(Schema.Field::name).toList()));
      return;
    }
    var type = AvroSchemas.withoutNull(field.schema());
    ColumnTypes.misfit(column.type(), type)
        .ifPresentOrElse(
            wanted ->
                problems.spec(
                    at,
                    "field '%s' is %s, but column '%s' of sink '%s' is %s, which takes %s",
                    value.field(),
                    AvroSchemas.describe(type),
                    column.name(),
                    node.name(),
                    column.type(),
                    wanted),
            () ->
                ColumnTypes.risk(column.type(), type)
                    .ifPresent(
                        risk ->
                            problems.warn(
                                at,
                                "field '%s' of sink '%s' is %s, but column '%s' is %s: %s",
                                value.field(),
                                node.name(),
                                AvroSchemas.describe(type),
                                column.name(),
                                column.type(),
                                risk)));
    boolean required =
        column.presence() == Presence.Required || table.primaryKey().contains(column.name());
    if (required && field.schema().isNullable()) {
      problems.spec(
          at,
          "field '%s' may be null, but column '%s' of sink '%s' takes no null",
          value.field(),
          column.name(),
          node.name());
    }
  }

  private void missing(Table table, Set<String> filled) {
    if (table.primaryKey().isEmpty()) {
      problems.spec(
          path + ".table",
          "table '%s' of sink '%s' has no primary key, so a record that comes again would be a"
              + " second row; add one in a migration",
          table.name(),
          node.name());
    }
    for (var column : table.columns()) {
      boolean key = table.primaryKey().contains(column.name());
      if (!filled.contains(column.name()) && (key || column.presence() == Presence.Required)) {
        problems.spec(
            path + ".columns",
            "sink '%s' does not fill column '%s' of table %s, which %s",
            node.name(),
            column.name(),
            table.name(),
            key ? "is in the primary key" : "takes no null and has no default");
      }
    }
  }
}
