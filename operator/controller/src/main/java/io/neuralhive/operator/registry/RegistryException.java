package io.neuralhive.operator.registry;

/** A schema that the registry did not take; the message is a sentence for the condition. */
public final class RegistryException extends RuntimeException {
  /** Whose fault it is. */
  public enum Kind {
    /** The registry does not answer, or not as one. */
    Unreachable,
    /** The schema breaks what the subject's compatibility level promises. */
    Incompatible,
    /** The registry refuses the schema or the request. */
    Refused
  }

  private final Kind kind;

  RegistryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The same, told at a path of the spec. */
  public RegistryException at(String path) {
    return new RegistryException(kind, path + ": " + getMessage(), this);
  }

  public Kind kind() {
    return kind;
  }
}
