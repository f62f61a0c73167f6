package io.neuralhive.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest {

  /** A letter that the broker refuses would stop the lane for good. */
  @ParameterizedTest
  @CsvSource({
    "10, 10, 10, true, true, true",
    "10, 10, 1000000, true, true, false",
    "10, 500000, 500000, true, true, false",
    "10, 1000000, 10, true, false, false",
    "1000000, 10, 10, false, false, false"
  })
  void leavesBehindWhatIsTooLarge(
      int key, int header, int value, boolean keepsKey, boolean keepsHeader, boolean keepsValue) {
    var record = new ConsumerRecord<>("in", 0, 7, new byte[key], new byte[value]);
    record.headers().add("traceparent", new byte[header]);

    var letter =
        new DeadLetters("dead", new Metrics("p", "u", List.of()))
            .letter(record, new Failure("work", "é".repeat(2000), "java.lang.Exception", 3));

    assertThat(RecordSize.bytes(letter.key(), letter.value(), letter.headers()))
        .isLessThanOrEqualTo(RecordSize.MOST);
    assertThat(letter.key() != null).isEqualTo(keepsKey);
    assertThat(letter.headers().lastHeader("traceparent") != null).isEqualTo(keepsHeader);
    assertThat(letter.value() != null).isEqualTo(keepsValue);
    assertThat(letter.headers().lastHeader("hive-dlq-offset").value()).isEqualTo("7".getBytes());
  }
}
