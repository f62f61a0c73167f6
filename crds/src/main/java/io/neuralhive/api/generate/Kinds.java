package io.neuralhive.api.generate;

import io.fabric8.kubernetes.client.CustomResource;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import java.util.List;

/** The kinds of the API, in the order a reader meets them. */
final class Kinds {

  static final List<Class<? extends CustomResource<?, ?>>> ALL =
      List.of(
          CognitivePlatform.class,
          EventStream.class,
          DatabaseSchema.class,
          ModelDeployment.class,
          CognitivePipeline.class);

  private Kinds() {}
}
