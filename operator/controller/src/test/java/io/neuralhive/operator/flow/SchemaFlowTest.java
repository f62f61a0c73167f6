package io.neuralhive.operator.flow;

import static io.neuralhive.operator.flow.Cluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.api.v1alpha1.schema.Column;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.local.services.TestServices;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Migrations on a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaFlowTest {
  private static final String NS = "schemas";
  private static final String FIRST = "CREATE TABLE a (id int PRIMARY KEY, note text DEFAULT 'x');";

  private final Cluster cluster = Cluster.shared();

  @BeforeAll
  void start() {
    cluster.platform(NS);
  }

  @Test
  void tablesAreSeenAsTheDatabaseHasThem() {
    migrated("seen", "1", FIRST);
    var table = cluster.get(DatabaseSchema.class, NS, "seen").getStatus().tables().getFirst();
    assertThat(table.primaryKey()).containsExactly("id");
    assertThat(table.columns())
        .containsExactly(
            new Column("id", "int4", Column.Presence.Required),
            new Column("note", "text", Column.Presence.Optional));
  }

  @Test
  void anEditedMigrationIsRefusedWithVersionAndRemedy() {
    migrated("edited", "1", FIRST);
    apply("edited", "Retain", "1", "CREATE TABLE a (id bigint PRIMARY KEY);");
    await("it is refused", () -> "HistoryChanged".equals(reason("edited", "Accepted")));
    assertThat(message("edited", "Accepted"))
        .contains("spec.migrations[0]")
        .contains("version 1 is applied and was edited")
        .contains("add a new version");
  }

  @Test
  void aMigrationBelowTheLastIsRefused() {
    migrated("late", "2", FIRST);
    apply("late", "Retain", "1", "CREATE TABLE b (id int);", "2", FIRST);
    await("it is refused", () -> "HistoryChanged".equals(reason("late", "Accepted")));
    assertThat(message("late", "Accepted")).contains("version 1 is older than what is applied");
    apply("late", "Retain", "2", FIRST, "1", "CREATE TABLE b (id int);");
    await("it is refused", () -> "VersionsOutOfOrder".equals(reason("late", "Accepted")));
  }

  @Test
  void failingSqlIsRolledBackAndToldWithVersionAndLine() {
    migrated("failing", "1", FIRST);
    apply(
        "failing",
        "Retain",
        "1",
        FIRST,
        "2",
        "CREATE TABLE b (id int);\\nCREATE TABLE c (\\n  id nonsense);");
    await("it fails", () -> "MigrationFailed".equals(reason("failing", "Ready")));
    assertThat(message("failing", "Ready"))
        .contains("spec.migrations[1]: version 2 line 3: type \"nonsense\" does not exist");
    assertThat(cluster.get(DatabaseSchema.class, NS, "failing").getStatus().version())
        .isEqualTo("1");
    apply("failing", "Retain", "1", FIRST, "2", "CREATE TABLE b (id int);");
    await("it is mended", () -> "Migrated".equals(reason("failing", "Ready")));
    assertThat(cluster.get(DatabaseSchema.class, NS, "failing").getStatus().tables())
        .extracting(table -> table.name())
        .containsExactly("a", "b");
  }

  @Test
  void deleteDropsTheSchemaAndRetainDoesNot() throws Exception {
    apply("dropped", "Delete", "1", FIRST);
    await("migrated", () -> "Migrated".equals(reason("dropped", "Ready")));
    migrated("retained", "1", FIRST);
    assertThat(cluster.get(DatabaseSchema.class, NS, "retained").getMetadata().getFinalizers())
        .isEmpty();
    for (var name : new String[] {"dropped", "retained"}) {
      cluster.admin().resource(cluster.get(DatabaseSchema.class, NS, name)).delete();
      await(name + " is gone", () -> cluster.get(DatabaseSchema.class, NS, name) == null);
    }
    assertThat(exists("flow_dropped")).isFalse();
    assertThat(exists("flow_retained")).isTrue();
  }

  private static boolean exists(String schema) throws Exception {
    try (var connection = TestServices.shared().postgres().connect();
        var statement =
            connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
      statement.setString(1, schema);
      return statement.executeQuery().next();
    }
  }

  private void migrated(String name, String... versionsAndSql) {
    apply(name, "Retain", versionsAndSql);
    await(name + " is migrated", () -> "Migrated".equals(reason(name, "Ready")));
  }

  private void apply(String name, String policy, String... versionsAndSql) {
    var yaml =
        new StringBuilder(
            """
            apiVersion: neuralhive.io/v1alpha1
            kind: DatabaseSchema
            metadata:
              name: %s
            spec:
              platformRef: {name: hive}
              postgresql: {schema: flow_%s}
              deletionPolicy: %s
              migrations:
            """
                .formatted(name, name.toLowerCase(Locale.ROOT), policy));
    for (int i = 0; i < versionsAndSql.length; i += 2) {
      yaml.append(
          "    - {version: \"%s\", description: step, sql: \"%s\"}\n"
              .formatted(versionsAndSql[i], versionsAndSql[i + 1].replace("\"", "\\\"")));
    }
    cluster.apply(yaml.toString(), NS);
  }

  private String reason(String name, String type) {
    return cluster.reason(DatabaseSchema.class, NS, name, type);
  }

  private String message(String name, String type) {
    return cluster.message(DatabaseSchema.class, NS, name, type);
  }
}
