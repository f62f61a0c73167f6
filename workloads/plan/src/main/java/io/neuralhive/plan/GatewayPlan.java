package io.neuralhive.plan;

import java.util.List;

/**
 * Everything a gateway process needs to know.
 *
 * @param path path of the collection, e.g. /intentions
 * @param maxBodyBytes largest request body
 * @param fields fields that a client may send; their types are the output schema's
 * @param output where accepted requests go; its schema also has {@code id} (string) and {@code
 *     received_at} (timestamp-millis), which the gateway gives
 * @param result where results are found; null when requests have none
 * @param redis cache of request and result states; null keeps them in memory only
 */
public record GatewayPlan(
    String namespace,
    String pipeline,
    String path,
    int maxBodyBytes,
    Kafka kafka,
    Registry registry,
    List<RequestField> fields,
    Output output,
    ResultStream result,
    Redis redis) {

  public GatewayPlan {
    fields = List.copyOf(fields);
  }

  /**
   * A field of the request.
   *
   * @param minLength fewest code points, blanks at the ends not counted
   * @param maxLength most code points
   * @param mask kinds of personal data to mask: Email, Cpf, Phone, Card
   */
  public record RequestField(String name, int minLength, int maxLength, List<String> mask) {

    public RequestField {
      mask = List.copyOf(mask);
    }
  }

  /**
   * The stream of results; a record's key is the id of the request.
   *
   * @param schema Avro schema, as JSON, in which results are read
   * @param retentionSeconds how long results can be asked for
   */
  public record ResultStream(String topic, String schema, long retentionSeconds) {}

  /** A Redis server. */
  public record Redis(String host, int port, String passwordFile) {}
}
