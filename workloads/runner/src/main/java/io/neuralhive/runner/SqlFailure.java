package io.neuralhive.runner;

import java.sql.SQLException;

/** What a database's error says about whose fault it is. */
final class SqlFailure {

  private static final String DATA_EXCEPTION = "22";
  private static final String CONSTRAINT_VIOLATION = "23";

  private SqlFailure() {}

  /** Whether the row itself is refused, now and later. */
  static boolean isPoison(SQLException failure) {
    var state = failure.getSQLState();
    return state != null
        && (state.startsWith(DATA_EXCEPTION) || state.startsWith(CONSTRAINT_VIOLATION));
  }

  /** Text for people that cannot quote a row: the server's details can. */
  static String describe(SQLException failure) {
    return "SQLSTATE %s (%s)".formatted(failure.getSQLState(), failure.getClass().getSimpleName());
  }
}
