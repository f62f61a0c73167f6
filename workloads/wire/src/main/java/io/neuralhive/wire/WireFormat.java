package io.neuralhive.wire;

/** The five bytes before each value: zero, and the schema's id with the highest byte first. */
final class WireFormat {

  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 5;

  private WireFormat() {}
}
