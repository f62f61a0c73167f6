package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plan that each primary runs, so that it is kept as it was while a newer spec is refused.
 * Known since this process applied it, and forgotten with its primary: hearing of that is all that
 * this is an event source for.
 *
 * @param <T> kind of plan
 * @param <P> kind of primary
 */
public final class RunningPlans<T, P extends HasMetadata> extends AbstractEventSource<T, P>
    implements ResourceEventAware<P> {
  private final Map<String, T> byUid = new ConcurrentHashMap<>();

  public RunningPlans(Class<T> kind) {
    super(kind, "running-plans");
  }

  /** The plan that was last applied in full, if any. */
  public Optional<T> of(P primary) {
    return Optional.ofNullable(byUid.get(primary.getMetadata().getUid()));
  }

  /** Remembers a plan that was applied in full. */
  public void set(P primary, T plan) {
    byUid.put(primary.getMetadata().getUid(), plan);
  }

  @Override
  public void onResourceDeleted(P primary) {
    byUid.remove(primary.getMetadata().getUid());
  }

  @Override
  public Set<T> getSecondaryResources(P primary) {
    return Set.of();
  }
}
