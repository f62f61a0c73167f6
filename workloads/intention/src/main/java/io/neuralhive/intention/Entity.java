package io.neuralhive.intention;

/**
 * A piece of the text that names something.
 *
 * @param start first character, from 0
 * @param end character after the last
 */
record Entity(Type type, String value, int start, int end) {

  /** What it names; in the order in which they are looked for. */
  enum Type {
    PERSONAL_DATA,
    CVE,
    DATE,
    TIME,
    MONEY,
    PERCENT,
    DURATION,
    QUANTITY,
    VERSION,
    ENVIRONMENT,
    IDENTIFIER,
    NAME
  }
}
