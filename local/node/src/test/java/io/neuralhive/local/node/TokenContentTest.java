package io.neuralhive.local.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TokenContentTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MovingClock clock = new MovingClock();
  private int issued;
  private final TokenContent content =
      new TokenContent(
          () ->
              new ServiceToken(
                  "token-" + ++issued, clock.now, clock.now.plus(Duration.ofMinutes(10))),
          "token",
          0600,
          clock);

  @Test
  void isReplacedAfterFourFifthsOfItsLifeAndNotBefore() {
    assertThat(token()).isEqualTo("token-1");
    assertThat(content.refreshAt()).contains(START.plus(Duration.ofMinutes(8)));
    clock.now = START.plus(Duration.ofMinutes(8)).minusMillis(1);
    assertThat(token()).isEqualTo("token-1");
    clock.now = START.plus(Duration.ofMinutes(8));
    assertThat(token()).isEqualTo("token-2");
    assertThat(content.refreshAt()).contains(START.plus(Duration.ofMinutes(16)));
  }

  private String token() {
    return new String(content.files().get("token").content(), StandardCharsets.UTF_8);
  }

  private static final class MovingClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
