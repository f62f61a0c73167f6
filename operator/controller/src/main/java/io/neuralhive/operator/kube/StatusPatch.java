package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.function.Supplier;

/** Writes a status, and only one that differs from what stands. */
public final class StatusPatch {
  private StatusPatch() {}

  /**
   * Patches the status through an object that holds nothing but identity and status, so that the
   * write can neither own nor change anything else. The next pass sees what was written, even
   * before the API server has told of it.
   */
  public static <S, T, P extends CustomResource<S, T>> UpdateControl<P> of(
      Context<P> context, P primary, T status, Supplier<P> constructor) {
    if (status.equals(primary.getStatus())) {
      return UpdateControl.noUpdate();
    }
    var fresh = constructor.get();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(primary.getMetadata().getNamespace())
            .withName(primary.getMetadata().getName())
            .build());
    fresh.setStatus(status);
    PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(primary, fresh, context);
    return UpdateControl.noUpdate();
  }
}
