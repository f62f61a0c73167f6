package io.neuralhive.gateway;

import io.neuralhive.gateway.RequestStates.Claim;
import io.neuralhive.plan.Plans;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;

/** Sends each request once, however often it comes. */
final class Submissions {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** Long enough for a claim of a killed gateway to end. */
  private static final long LOOKS = IngressTopic.LONGEST_SEND.multipliedBy(2).dividedBy(LOOK_AGAIN);

  private final RequestStates states;
  private final IngressTopic topic;

  Submissions(RequestStates states, IngressTopic topic) {
    this.states = states;
    this.topic = topic;
  }

  /**
   * Returns when the request is in the topic, sent by this call or by an earlier one.
   *
   * @throws Problem when the topic does not take it, or the id was used with other values
   */
  void submit(String id, long receivedAtMillis, Map<String, Object> values, String traceparent)
      throws InterruptedException {
    var fingerprint = fingerprint(values);
    for (int look = 0; look < LOOKS; look++) {
      switch (states.claim(id, fingerprint)) {
        case Claim.GRANTED -> {
          send(id, fingerprint, receivedAtMillis, values, traceparent);
          return;
        }
        case Claim.ACCEPTED -> {
          return;
        }
        case Claim.CONFLICT ->
            throw Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "this Idempotency-Key was used with another body; use a new key for a new request");
        case Claim.IN_PROGRESS -> Thread.sleep(LOOK_AGAIN);
      }
    }
    throw Problem.notNow(
        HttpStatus.CONFLICT,
        "another request with the same Idempotency-Key is being sent; ask again",
        null);
  }

  private void send(
      String id,
      String fingerprint,
      long receivedAtMillis,
      Map<String, Object> values,
      String traceparent) {
    try {
      topic.send(id, receivedAtMillis, values, traceparent);
    } catch (RuntimeException e) {
      states.release(id);
      throw e;
    }
    states.accepted(id, fingerprint);
  }

  /** Of the masked values, so that it tells nothing about personal data. */
  private static String fingerprint(Map<String, Object> values) {
    var text = new TreeMap<String, String>();
    values.forEach((name, value) -> text.put(name, String.valueOf(value)));
    return Plans.hash(text);
  }
}
