package io.neuralhive.wire;

/** A record that does not fit the schema it is to be written in; the message names the field. */
public final class UnencodableRecordException extends RuntimeException {

  UnencodableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
