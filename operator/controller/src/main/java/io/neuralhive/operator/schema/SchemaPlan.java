package io.neuralhive.operator.schema;

import io.neuralhive.api.v1alpha1.schema.Migration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The schema and the migrations that it must have seen.
 *
 * @param login where the database is and who the operator is there
 */
record SchemaPlan(Login login, String schema, List<Migration> migrations) {

  /** A database and its credentials. */
  record Login(String jdbcUrl, String username, String password) {
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
