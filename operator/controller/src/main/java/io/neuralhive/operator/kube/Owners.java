package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Optional;

/** Ownership: what is owned goes with its owner, by the cluster's garbage collection. */
public final class Owners {
  private Owners() {}

  /** Reference to the primary as the one controller of an object. */
  public static OwnerReference controller(HasMetadata primary) {
    return new OwnerReferenceBuilder()
        .withApiVersion(primary.getApiVersion())
        .withKind(primary.getKind())
        .withName(primary.getMetadata().getName())
        .withUid(primary.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** Metadata of an object in the primary's namespace that the primary controls. */
  public static ObjectMeta metadata(HasMetadata primary, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withNamespace(primary.getMetadata().getNamespace())
        .withName(name)
        .withLabels(labels)
        .withOwnerReferences(controller(primary))
        .build();
  }

  /**
   * Whose an object is that stands where the primary wants one of its own; empty when it is the
   * primary's, also when it lost its owner by an edit or by an orphaning deletion.
   */
  static Optional<String> stranger(HasMetadata primary, HasMetadata desired, HasMetadata standing) {
    var controller =
        standing.getMetadata().getOwnerReferences().stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .findFirst();
    if (controller.isPresent()) {
      return controller
          .filter(owner -> !owner.getUid().equals(primary.getMetadata().getUid()))
          .map(owner -> "belongs to %s '%s'".formatted(owner.getKind(), owner.getName()));
    }
    var labels = standing.getMetadata().getLabels();
    return labels != null
            && labels.entrySet().containsAll(desired.getMetadata().getLabels().entrySet())
        ? Optional.empty()
        : Optional.of("was made by somebody else");
  }

  /** Whether the primary is the object's controller. */
  public static boolean controls(HasMetadata primary, HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            owner ->
                Boolean.TRUE.equals(owner.getController())
                    && owner.getUid().equals(primary.getMetadata().getUid()));
  }
}
