package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Labels of owned objects. They are the selectors of the operator's informers too, so an object
 * without them is not seen as owned, and gets them back.
 */
public final class Labels {
  public static final String NAME = "app.kubernetes.io/name";
  public static final String INSTANCE = "app.kubernetes.io/instance";
  public static final String COMPONENT = "app.kubernetes.io/component";
  public static final String PART_OF = "app.kubernetes.io/part-of";
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Pipeline that an object belongs to. */
  public static final String PIPELINE = "neuralhive.io/pipeline";

  /** Unit of the pipeline that an object belongs to. */
  public static final String UNIT = "neuralhive.io/unit";

  /** Model that an object belongs to. */
  public static final String MODEL = "neuralhive.io/model";

  /** Stream that an object belongs to. */
  public static final String STREAM = "neuralhive.io/stream";

  /** What the program in the pods is: runner, gateway or inference. */
  public static final String PROGRAM = "neuralhive.io/component";

  /** Value of {@link #MANAGED_BY}, and the field manager of every write. */
  public static final String OPERATOR = "neural-hive-operator";

  private static final int MAX_VALUE = 63;

  private Labels() {}

  /**
   * Labels of an object.
   *
   * @param program what runs: runner, gateway or inference
   * @param ownerLabel label that names the primary, e.g. {@link #PIPELINE}
   * @param owner name of the primary
   * @param instance name that tells it from its siblings
   */
  public static Map<String, String> of(
      String program, String ownerLabel, String owner, String instance) {
    var labels = new TreeMap<String, String>();
    labels.put(NAME, program);
    labels.put(INSTANCE, value(instance));
    labels.put(COMPONENT, program);
    labels.put(PART_OF, "neural-hive");
    labels.put(MANAGED_BY, OPERATOR);
    labels.put(ownerLabel, value(owner));
    labels.put(PROGRAM, program);
    return labels;
  }

  /** The part of an object's labels that never changes: what its pods are selected by. */
  public static Map<String, String> selector(Map<String, String> labels) {
    var selector = new TreeMap<String, String>();
    selector.put(NAME, labels.get(NAME));
    selector.put(INSTANCE, labels.get(INSTANCE));
    return selector;
  }

  /** Selects every object of ours that has the given label. */
  public static String selectorFor(String ownerLabel) {
    return "%s=%s,%s".formatted(MANAGED_BY, OPERATOR, ownerLabel);
  }

  /** A name as a label value: itself, or cut with a checksum when it is longer than 63. */
  public static String value(String name) {
    if (name.length() <= MAX_VALUE) {
      return name;
    }
    var checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    return "%s-%08x".formatted(name.substring(0, MAX_VALUE - 9), checksum.getValue());
  }

  /** Whether an object carries a label with this name's value. */
  public static boolean names(HasMetadata object, String label, String name) {
    var labels = object.getMetadata().getLabels();
    return labels != null && value(name).equals(labels.get(label));
  }
}
