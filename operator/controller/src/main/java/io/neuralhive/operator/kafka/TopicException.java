package io.neuralhive.operator.kafka;

/** Topics that could not be made as wanted; the message is a sentence for the condition. */
public final class TopicException extends RuntimeException {
  private final String reason;

  /**
   * @param reason CamelCase reason of the condition: KafkaUnreachable, TopicRefused, TopicNotReady
   */
  public TopicException(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
