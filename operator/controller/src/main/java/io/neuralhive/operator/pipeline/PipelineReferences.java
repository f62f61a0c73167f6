package io.neuralhive.operator.pipeline;

import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.pipeline.Source;
import java.util.Set;
import java.util.TreeSet;

/** Names of the objects that a pipeline refers to. */
final class PipelineReferences {
  private PipelineReferences() {}

  static Set<String> platforms(CognitivePipeline pipeline) {
    return Set.of(pipeline.getSpec().platformRef().name());
  }

  static Set<String> streams(CognitivePipeline pipeline) {
    var spec = pipeline.getSpec();
    var names = new TreeSet<String>();
    if (spec.ingress() != null && spec.ingress().http() != null) {
      add(names, spec.ingress().http().streamRef());
      if (spec.ingress().http().result() != null) {
        add(names, spec.ingress().http().result().streamRef());
      }
    }
    spec.stages()
        .forEach(
            stage -> {
              add(names, stage.from());
              add(names, stage.streamRef());
            });
    spec.sinks().forEach(sink -> add(names, sink.from()));
    return names;
  }

  static Set<String> models(CognitivePipeline pipeline) {
    var names = new TreeSet<String>();
    pipeline.getSpec().stages().stream()
        .filter(stage -> stage.model() != null)
        .forEach(stage -> add(names, stage.model().modelRef()));
    return names;
  }

  static Set<String> schemas(CognitivePipeline pipeline) {
    var names = new TreeSet<String>();
    pipeline.getSpec().sinks().stream()
        .filter(sink -> sink.postgresql() != null)
        .forEach(sink -> add(names, sink.postgresql().schemaRef()));
    return names;
  }

  private static void add(Set<String> names, Source source) {
    if (source != null) {
      add(names, source.streamRef());
    }
  }

  private static void add(Set<String> names, Reference reference) {
    if (reference != null) {
      names.add(reference.name());
    }
  }
}
