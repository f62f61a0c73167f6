package io.neuralhive.runner;

import io.neuralhive.plan.PostgresqlTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a sink. Credentials are read at each connect, so that they may be rotated.
 */
final class SinkConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SinkConnection.class);

  private final PostgresqlTarget target;
  private final String applicationName;
  private Connection connection;

  SinkConnection(PostgresqlTarget target, String applicationName) {
    this.target = target;
    this.applicationName = applicationName;
  }

  /** Work inside one database transaction. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Does work in a transaction and commits it.
   *
   * @throws TargetUnavailableException when the database is not there, or refuses for a reason that
   *     is no row's fault; nothing of the work is kept, unless the connection broke during the
   *     commit
   */
  <T> T inTransaction(Work<T> work) {
    try {
      var open = open();
      var result = work.run(open);
      open.commit();
      return result;
    } catch (SQLException e) {
      close();
      throw new TargetUnavailableException(
          "PostgreSQL at %s: %s; see its log for details"
              .formatted(target.jdbcUrl(), SqlFailure.describe(e)),
          e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Connection open() throws SQLException {
    if (connection == null) {
      var settings = new Properties();
      settings.setProperty("user", read(target.usernameFile()));
      settings.setProperty("password", read(target.passwordFile()));
      settings.setProperty("ApplicationName", applicationName);
      settings.setProperty("reWriteBatchedInserts", "true");
      settings.setProperty("connectTimeout", "5");
      settings.setProperty("socketTimeout", "15");
      settings.setProperty("tcpKeepAlive", "true");
      connection = DriverManager.getConnection(target.jdbcUrl(), settings);
      connection.setAutoCommit(false);
    }
    return connection;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new TargetUnavailableException(
          "%s cannot be read; is the Secret with the database's credentials mounted there?"
              .formatted(file),
          e);
    }
  }

  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("a broken connection could not be closed", e);
    }
    connection = null;
  }
}
