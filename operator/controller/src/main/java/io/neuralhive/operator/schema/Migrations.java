package io.neuralhive.operator.schema;

import io.neuralhive.api.v1alpha1.schema.Migration;
import io.neuralhive.operator.kube.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** Applies migrations, each in a transaction of its own, and refuses what would rewrite history. */
final class Migrations {
  static final String HISTORY = "flyway_schema_history";

  private Migrations() {}

  /** Brings the schema to the plan; calling it again changes nothing. */
  static SchemaObservation run(SchemaPlan plan) {
    var folder = folder();
    try {
      for (var migration : plan.migrations()) {
        Files.writeString(folder.resolve(file(migration)), migration.sql());
      }
      return run(plan, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("migrations cannot be written to " + folder, e);
    } finally {
      delete(folder);
    }
  }

  /** Drops the schema with everything in it; what stands in the way, if anything does. */
  static Optional<Problem> undo(SchemaPlan plan) {
    try {
      Tables.drop(plan.login(), plan.schema());
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(SqlCauses.problem(plan.login(), e));
    }
  }

  private static SchemaObservation run(SchemaPlan plan, Path folder) {
    try {
      var validation =
          configuration(plan, folder)
              .ignoreMigrationPatterns("*:pending")
              .load()
              .validateWithResult();
      if (!validation.validationSuccessful) {
        return new SchemaObservation.Rejected(
            new Problem(
                "HistoryChanged",
                validation.invalidMigrations.stream()
                    .map(invalid -> sentence(plan, invalid))
                    .collect(Collectors.joining("; "))));
      }
      configuration(plan, folder).load().migrate();
      return new SchemaObservation.Migrated(
          plan.migrations().getLast().version(),
          plan.checksum(),
          Tables.read(plan.login(), plan.schema()));
    } catch (FlywayMigrateException e) {
      return new SchemaObservation.Failed(new Problem("MigrationFailed", sentence(plan, e)));
    } catch (FlywayException | SQLException e) {
      return new SchemaObservation.Failed(SqlCauses.problem(plan.login(), e));
    }
  }

  private static FluentConfiguration configuration(SchemaPlan plan, Path folder) {
    return Flyway.configure()
        .dataSource(plan.login().jdbcUrl(), plan.login().username(), plan.login().password())
        .jdbcProperties(SchemaPlan.Login.settings())
        .locations("filesystem:" + folder)
        .schemas(plan.schema())
        .defaultSchema(plan.schema())
        .table(HISTORY)
        .createSchemas(true)
        .outOfOrder(false)
        .placeholderReplacement(false)
        .cleanDisabled(true)
        .validateMigrationNaming(true);
  }

  private static String sentence(SchemaPlan plan, ValidateOutput invalid) {
    var path = path(plan, invalid.version);
    return switch (invalid.errorDetails.errorCode.toString()) {
      case "CHECKSUM_MISMATCH", "DESCRIPTION_MISMATCH", "TYPE_MISMATCH" ->
          "%s: version %s is applied and was edited since; put its text back and add a new version"
                  .formatted(path, invalid.version)
              + " with the change";
      case "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED" ->
          "%s: version %s is applied and not listed any more; put it back"
              .formatted(path, invalid.version);
      case "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED" ->
          "%s: version %s is older than what is applied; give it a version above the last"
              .formatted(path, invalid.version);
      default ->
          "%s: version %s: %s".formatted(path, invalid.version, invalid.errorDetails.errorMessage);
    };
  }

  private static String sentence(SchemaPlan plan, FlywayMigrateException failure) {
    var version =
        failure.getMigration() == null || failure.getMigration().getVersion() == null
            ? null
            : failure.getMigration().getVersion().getVersion();
    var line = SqlCauses.line(failure);
    return "%s: version %s%s: %s; nothing of it was applied"
        .formatted(
            path(plan, version),
            version,
            line.isPresent() ? " line " + line.getAsInt() : "",
            SqlCauses.sentence(failure));
  }

  private static String path(SchemaPlan plan, String version) {
    for (int i = 0; i < plan.migrations().size(); i++) {
      if (plan.migrations().get(i).version().equals(version)) {
        return "spec.migrations[%d]".formatted(i);
      }
    }
    return "spec.migrations";
  }

  private static String file(Migration migration) {
    return "V%s__%s.sql".formatted(migration.version(), migration.description().replace(' ', '_'));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("migrations");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for migrations", e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("folder of migrations cannot be removed", e);
    }
  }
}
