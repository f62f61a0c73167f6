package io.neuralhive.local.node;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/** Tells of every change, and of every removal, of an object; resyncs without a change are none. */
record Changes<T>(Consumer<T> seen, Consumer<T> removed) implements ResourceEventHandler<T> {

  @Override
  public void onAdd(T added) {
    seen.accept(added);
  }

  @Override
  public void onUpdate(T before, T now) {
    seen.accept(now);
  }

  @Override
  public void onDelete(T last, boolean finalStateUnknown) {
    removed.accept(last);
  }
}
