package io.neuralhive.runner;

import org.apache.kafka.common.header.Headers;

/** How large a record is on its way to the broker, which refuses what is over 1 MiB. */
final class RecordSize {

  /** Largest key, value and headers; the rest of 1 MiB is the record's own frame. */
  static final int MOST = 1_000_000;

  private RecordSize() {}

  static int bytes(byte[] key, byte[] value, Headers headers) {
    int bytes = length(key) + length(value);
    for (var header : headers) {
      bytes += header.key().length() + length(header.value()) + 8;
    }
    return bytes;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
