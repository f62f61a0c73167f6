package io.neuralhive.local.services;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL server; the user is its superuser, the database is named like the user. */
public record PostgresService(
    Component component, String host, int port, String database, String user, String password) {

  public String jdbcUrl() {
    return jdbcUrl(database);
  }

  public String jdbcUrl(String otherDatabase) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + otherDatabase;
  }

  /** A new connection to the database; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), user, password);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + " at " + jdbcUrl();
  }
}
