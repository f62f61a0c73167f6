package io.neuralhive.wire;

/** The registry answered that it has no schema of that id: records that carry it are poison. */
public final class UnknownSchemaException extends RuntimeException {

  UnknownSchemaException(String message) {
    super(message);
  }
}
