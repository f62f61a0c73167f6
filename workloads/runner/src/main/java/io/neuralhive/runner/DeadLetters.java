package io.neuralhive.runner;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters: the original key, bytes and headers, and {@code hive-dlq-} headers that say
 * why, and where the record stood.
 */
final class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  static final String PREFIX = "hive-dlq-";
  private static final int MAX_REASON = 1000;

  /** More than all headers of a letter need: a reason may have four bytes to a character. */
  private static final int OWN_HEADERS = 8192;

  private static final int ROOM = RecordSize.MOST - OWN_HEADERS;

  private final String topic;
  private final Metrics metrics;

  DeadLetters(String topic, Metrics metrics) {
    this.topic = topic;
    this.metrics = metrics;
  }

  ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> record, Failure failure) {
    metrics.deadLetter(failure.stage());
    LOG.warn(
        "dead letter from {}-{} at {}: stage {}, {}, {} attempts",
        record.topic(),
        record.partition(),
        record.offset(),
        failure.stage(),
        failure.exception() == null ? "refused" : failure.exception(),
        failure.attempts());
    var letter = original(record);
    put(letter, "reason", cut(failure.reason()));
    put(letter, "stage", failure.stage());
    put(letter, "attempts", Integer.toString(failure.attempts()));
    put(letter, "topic", record.topic());
    put(letter, "partition", Integer.toString(record.partition()));
    put(letter, "offset", Long.toString(record.offset()));
    put(letter, "timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
    if (failure.exception() != null) {
      put(letter, "exception", failure.exception());
    }
    if (letter.value() == null && record.value() != null) {
      put(letter, "omitted-bytes", Integer.toString(record.value().length));
    }
    return letter;
  }

  /** Headers that a record passes on; what an earlier dead letter said of it is not among them. */
  static void copyHeaders(Headers from, Headers to) {
    for (var header : from) {
      if (!header.key().startsWith(PREFIX)) {
        to.add(header);
      }
    }
  }

  /**
   * What leaves no room for the letter's own headers would stop the lane for good, so it stays
   * behind: the value first, then the headers, then the key.
   */
  private ProducerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> record) {
    boolean all = RecordSize.bytes(record.key(), record.value(), record.headers()) <= ROOM;
    boolean headers = RecordSize.bytes(record.key(), null, record.headers()) <= ROOM;
    boolean key = record.key() == null || record.key().length <= ROOM;
    var letter =
        new ProducerRecord<>(topic, null, key ? record.key() : null, all ? record.value() : null);
    if (headers) {
      copyHeaders(record.headers(), letter.headers());
    }
    return letter;
  }

  private static void put(ProducerRecord<byte[], byte[]> letter, String name, String value) {
    letter.headers().add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String cut(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
  }
}
