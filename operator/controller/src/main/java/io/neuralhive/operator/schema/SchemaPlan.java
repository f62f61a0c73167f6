package io.neuralhive.operator.schema;

import io.neuralhive.api.v1alpha1.schema.Migration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The schema and the migrations that it must have seen.
 *
 * @param login where the database is and who the operator is there
 */
record SchemaPlan(Login login, String schema, List<Migration> migrations) {

  /** A database and its credentials. */
  record Login(String jdbcUrl, String username, String password) {
    private static final Duration LOGIN = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** A connection for quick questions: whoever asks on it waits for half a minute at most. */
    Connection connect() throws SQLException {
      var properties = new Properties();
      properties.putAll(settings());
      properties.setProperty("user", username);
      properties.setProperty("password", password);
      properties.setProperty("socketTimeout", Long.toString(ANSWER.toSeconds()));
      return DriverManager.getConnection(jdbcUrl, properties);
    }

    /** Settings of every connection; statements of migrations may take as long as they need. */
    static Map<String, String> settings() {
      var login = Long.toString(LOGIN.toSeconds());
      return Map.of(
          "ApplicationName",
          "neural-hive-operator",
          "connectTimeout",
          login,
          "loginTimeout",
          login,
          "tcpKeepAlive",
          "true");
    }

    @Override
    public String toString() {
      return jdbcUrl;
    }
  }

  /** SHA-256 over the migrations, in order. */
  String checksum() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var migration : migrations) {
        digest.update((migration.version() + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update((migration.sql() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
