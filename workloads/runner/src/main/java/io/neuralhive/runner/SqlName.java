package io.neuralhive.runner;

/** Names of schemas, tables and columns, quoted. */
final class SqlName {

  private SqlName() {}

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
