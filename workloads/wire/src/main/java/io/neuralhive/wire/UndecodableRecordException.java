package io.neuralhive.wire;

/**
 * Bytes that are no record of a known schema, now or later; the message says why and holds nothing
 * of the record.
 */
public final class UndecodableRecordException extends RuntimeException {

  UndecodableRecordException(String message) {
    super(message);
  }

  UndecodableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
