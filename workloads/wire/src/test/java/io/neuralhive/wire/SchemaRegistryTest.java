package io.neuralhive.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {

  private static final Schema SCHEMA =
      SchemaBuilder.record("R").fields().requiredString("id").endRecord();

  private final MovableClock clock = new MovableClock();
  private FakeRegistry fake;
  private SchemaRegistry registry;

  @BeforeEach
  void start() throws IOException {
    fake = new FakeRegistry();
    registry = new SchemaRegistry(fake.url() + "/", clock);
  }

  @AfterEach
  void stop() {
    registry.close();
    fake.close();
  }

  @Test
  void asksOnceForEachId() throws IOException {
    fake.put(7, SCHEMA);
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    assertThat(registry.byId(7)).isSameAs(registry.byId(7));
    assertThat(fake.asked).hasValue(1);
  }

  @Test
  void triesAgainAfterServerErrors() throws IOException {
    fake.put(7, SCHEMA);
    fake.failNext(2);
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
  }

  @Test
  void givesUpAfterAFewAttemptsAndNamesUrlAndId() {
    fake.failNext(100);
    assertThatThrownBy(() -> registry.byId(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining(fake.url())
        .hasMessageContaining("schema id 7")
        .hasMessageContaining("HTTP 500");
    assertThat(fake.asked).hasValue(3);
  }

  @Test
  void isUnavailableWhenNobodyListens() {
    fake.close();
    assertThat(registry.answers()).isFalse();
    assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void remembersAnUnknownIdForAWhileOnly() throws IOException {
    assertThatThrownBy(() -> registry.byId(9))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("schema id 9");
    assertThatThrownBy(() -> registry.byId(9)).isInstanceOf(UnknownSchemaException.class);
    assertThat(fake.asked).hasValue(1);

    fake.put(9, SCHEMA);
    clock.move(Duration.ofSeconds(11));
    assertThat(registry.byId(9)).isEqualTo(SCHEMA);
  }

  @Test
  void doesNotTakeAnotherServersWordForAnUnknownId() {
    try (var wrong = new SchemaRegistry(fake.url() + "/wrong", clock)) {
      assertThatThrownBy(() -> wrong.byId(7))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("is its URL right?");
    }
  }

  @Test
  void answersWhenItIsUp() {
    assertThat(registry.answers()).isTrue();
    fake.failNext(1);
    assertThat(registry.answers()).isFalse();
  }

  private static final class MovableClock extends Clock {
    private Instant now = Instant.EPOCH;

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
