package io.neuralhive.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.function.Supplier;

/**
 * A finalizer that is there only while something outside the cluster would have to be removed.
 *
 * @param name name of the finalizer; also tells its field manager from that of other writes
 */
public record Finalizer(String name) {
  public boolean isOn(HasMetadata primary) {
    return primary.hasFinalizer(name);
  }

  /** Puts the finalizer on or takes it off; writes nothing when it is as wanted. */
  public <P extends CustomResource<?, ?>> void set(
      KubernetesClient client, P primary, boolean wanted, Supplier<P> constructor) {
    if (isOn(primary) == wanted) {
      return;
    }
    var metadata =
        new ObjectMetaBuilder()
            .withNamespace(primary.getMetadata().getNamespace())
            .withName(primary.getMetadata().getName());
    if (wanted) {
      metadata.withFinalizers(name);
    }
    var bare = constructor.get();
    bare.setMetadata(metadata.build());
    client.resource(bare).patch(apply());
  }

  private PatchContext apply() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(Labels.OPERATOR + "-finalizer")
        .withForce(true)
        .build();
  }
}
