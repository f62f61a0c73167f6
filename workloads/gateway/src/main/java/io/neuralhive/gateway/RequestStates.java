package io.neuralhive.gateway;

import java.util.Optional;

/**
 * What is known of requests by id, so that a repeated one is not sent again and results can be
 * asked for. A cache: when it forgets, a repeated request is sent again under the same derived id
 * and the sinks keep one row.
 */
interface RequestStates extends AutoCloseable {

  /** Whether a request may be sent now. */
  enum Claim {
    /** It is new, and this caller sends it: {@link #accepted} or {@link #release} must follow. */
    GRANTED,
    /** Somebody is sending it right now. */
    IN_PROGRESS,
    /** It was sent. */
    ACCEPTED,
    /** The same key was used with another body. */
    CONFLICT
  }

  /** Asks to send a request whose content has that fingerprint. */
  Claim claim(String id, String fingerprint);

  /** The request is in the topic. */
  void accepted(String id, String fingerprint);

  /** The request could not be sent; somebody may try again. */
  void release(String id);

  /** Whether the request was sent, as far as is remembered. */
  boolean isAccepted(String id);

  /** Keeps a result, as JSON text. */
  void keepResult(String id, String result);

  /** The result, as JSON text, if there is one. */
  Optional<String> result(String id);

  @Override
  default void close() {}
}
