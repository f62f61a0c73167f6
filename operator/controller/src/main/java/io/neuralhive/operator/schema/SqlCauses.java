package io.neuralhive.operator.schema;

import io.neuralhive.operator.kube.Problem;
import java.util.Optional;
import java.util.OptionalInt;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the database itself said, and where, out of a chain of exceptions. */
final class SqlCauses {
  private SqlCauses() {}

  /** The database's own sentence, else the exception's. */
  static String sentence(Throwable failure) {
    return find(failure, PSQLException.class)
        .map(
            cause ->
                cause.getServerErrorMessage() == null
                    ? cause.getMessage()
                    : cause.getServerErrorMessage().getMessage())
        .orElseGet(() -> String.valueOf(failure.getMessage()))
        .lines()
        .findFirst()
        .orElse("no words");
  }

  /** A database that does not do what it is asked, for another reason than a migration. */
  static Problem problem(SchemaPlan.Login login, Throwable failure) {
    return new Problem(
        "DatabaseUnreachable", "%s: %s".formatted(login.jdbcUrl(), sentence(failure)));
  }

  /** The line of the script: that of the statement, and within it that which the database names. */
  static OptionalInt line(Throwable failure) {
    var script = find(failure, FlywaySqlScriptException.class);
    if (script.isEmpty()) {
      return OptionalInt.empty();
    }
    var position =
        find(failure, PSQLException.class)
            .map(PSQLException::getServerErrorMessage)
            .map(ServerErrorMessage::getPosition)
            .orElse(0);
    var before =
        script.get().getStatement().codePoints().limit(position).filter(c -> c == '\n').count();
    return OptionalInt.of(script.get().getLineNumber() + (int) before);
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
