package io.neuralhive.planner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Every derived name. The same declaration gives the same names, always.
 *
 * <p>A name that would be too long, or not allowed where it is used, is cut and ends in a hash of
 * the whole.
 */
public final class Names {

  /** Port on which gateways and model servers listen. */
  public static final int HTTP_PORT = 8080;

  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_TOPIC = 249;
  private static final int HASH = 8;

  private Names() {}

  /** Topic of a stream. */
  public static String streamTopic(String namespace, String stream) {
    return topic(namespace + "." + stream);
  }

  /** Subject of a topic's values in the schema registry. */
  public static String subject(String topic) {
    return topic + "-value";
  }

  /** Topic between a stage and the units that read it. */
  public static String internalTopic(String namespace, String pipeline, String stage) {
    return topic(namespace + "." + pipeline + "." + stage);
  }

  /** Topic of the records that a unit cannot process. */
  public static String deadLetterTopic(String namespace, String pipeline, String unit) {
    return topic(namespace + "." + pipeline + "." + unit + ".dead-letters");
  }

  /** Consumer group of a unit. */
  public static String group(String namespace, String pipeline, String unit) {
    return namespace + "." + pipeline + "." + unit;
  }

  /** What the transactional ids of a unit start with. */
  public static String transactionalIdPrefix(String namespace, String pipeline, String unit) {
    return group(namespace, pipeline, unit);
  }

  /** Deployment, ServiceAccount and ConfigMap of a unit. */
  public static String unit(String pipeline, String unit) {
    return label(pipeline + "-" + unit);
  }

  /** Deployment, Service, ServiceAccount and ConfigMap of a pipeline's gateway. */
  public static String gateway(String pipeline) {
    return unit(pipeline, "gateway");
  }

  /** Base URL of a pipeline's gateway inside the cluster. */
  public static String gatewayUrl(String namespace, String pipeline) {
    return url(gateway(pipeline), namespace);
  }

  /** Deployment, Service, ServiceAccount and ConfigMap of a model. */
  public static String model(String model) {
    return label(model);
  }

  /** Base URL of a model's server inside the cluster. */
  public static String modelUrl(String namespace, String model) {
    return url(model(model), namespace);
  }

  private static String url(String service, String namespace) {
    return "http://%s.%s.svc:%d".formatted(service, namespace, HTTP_PORT);
  }

  private static String topic(String whole) {
    return whole.length() <= LONGEST_TOPIC ? whole : shortened(whole, whole, LONGEST_TOPIC);
  }

  /** A DNS label: what the name of a Service, and the value of a label, has to be. */
  private static String label(String whole) {
    var letterFirst = Character.isDigit(whole.charAt(0)) ? "n" + whole : whole;
    var allowed = letterFirst.replace('.', '-');
    return allowed.equals(whole) && whole.length() <= LONGEST_LABEL
        ? whole
        : shortened(allowed, whole, LONGEST_LABEL);
  }

  private static String shortened(String text, String whole, int longest) {
    int end = Math.min(text.length(), longest - HASH - 1);
    return text.substring(0, end).replaceAll("[-.]+$", "") + "-" + hash(whole);
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
