package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.neuralhive.api.v1alpha1.common.Condition;
import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Event for every change of a condition, so that {@code kubectl describe} tells the history. The
 * reason is the condition's, and nothing is written while nothing changes.
 */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final int MAX_NOTE = 1024;

  /** Reasons that belong to every good start. */
  private static final Set<String> ON_THE_WAY =
      Set.of(Conditions.REFERENCES_NOT_READY, "UnitsNotReady", "PodsNotReady", "Migrating");

  private final KubernetesClient client;
  private final Clock clock;

  public Events(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Tells of every condition whose status or reason is not what it was. */
  public void changed(HasMetadata object, List<Condition> before, List<Condition> after) {
    for (var condition : after) {
      var known =
          Conditions.find(before, condition.type())
              .filter(old -> old.status() == condition.status())
              .filter(old -> old.reason().equals(condition.reason()));
      if (known.isEmpty() && !(before.isEmpty() && isQuiet(condition))) {
        emit(object, condition);
      }
    }
  }

  // That a new object is not yet in trouble is no news.
  private static boolean isQuiet(Condition condition) {
    return condition.status() == ConditionStatus.False
        && (condition.type().equals(Conditions.PROGRESSING)
            || condition.type().equals(Conditions.DEGRADED));
  }

  private void emit(HasMetadata object, Condition condition) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    var note = condition.message();
    try {
      client
          .v1()
          .events()
          .inNamespace(object.getMetadata().getNamespace())
          .resource(
              new EventBuilder()
                  .withNewMetadata()
                  .withGenerateName(Labels.value(object.getMetadata().getName()) + ".")
                  .withNamespace(object.getMetadata().getNamespace())
                  .endMetadata()
                  .withInvolvedObject(
                      new ObjectReferenceBuilder()
                          .withApiVersion(object.getApiVersion())
                          .withKind(object.getKind())
                          .withNamespace(object.getMetadata().getNamespace())
                          .withName(object.getMetadata().getName())
                          .withUid(object.getMetadata().getUid())
                          .withResourceVersion(object.getMetadata().getResourceVersion())
                          .build())
                  .withType(bad(condition) ? "Warning" : "Normal")
                  .withReason(condition.reason())
                  .withMessage(
                      "%s=%s: %s"
                          .formatted(
                              condition.type(),
                              condition.status(),
                              note.length() > MAX_NOTE - 64
                                  ? note.substring(0, MAX_NOTE - 64)
                                  : note))
                  .withFirstTimestamp(now)
                  .withLastTimestamp(now)
                  .withCount(1)
                  .withNewSource()
                  .withComponent(Labels.OPERATOR)
                  .endSource()
                  .build())
          .create();
    } catch (KubernetesClientException e) {
      // An event is a courtesy; the condition itself stands in the status.
      LOG.warn(
          "event {} of {} was not kept: {}",
          condition.reason(),
          object.getMetadata().getName(),
          e.getMessage());
    }
  }

  /** Whether somebody has to act. */
  static boolean bad(Condition condition) {
    return switch (condition.type()) {
      case Conditions.PROGRESSING -> false;
      case Conditions.DEGRADED -> condition.status() == ConditionStatus.True;
      default ->
          condition.status() == ConditionStatus.False && !ON_THE_WAY.contains(condition.reason());
    };
  }
}
