package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.model.ModelDeploymentSpec;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.api.v1alpha1.schema.Table;
import io.neuralhive.api.v1alpha1.stream.EventStreamSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Looks up what a pipeline refers to; what is missing, unfit or not ready is a diagnostic. */
final class References {

  /**
   * A stream that can be used.
   *
   * @param schemaId registry id; null, and a diagnostic, while the schema is not registered
   */
  record StreamType(
      String name, String topic, Schema schema, String key, Integer schemaId, int partitions) {}

  /** The tables of a database schema, as observed. */
  record Tables(String schema, List<Table> tables) {}

  private final ResolvedPipeline pipeline;
  private final Problems problems;

  References(ResolvedPipeline pipeline, Problems problems) {
    this.pipeline = pipeline;
    this.problems = problems;
  }

  Optional<CognitivePlatformSpec> platform() {
    var name = pipeline.spec().platformRef().name();
    if (pipeline.platform() == null) {
      missing("spec.platformRef.name", "CognitivePlatform", name, List.of());
      return Optional.empty();
    }
    if (!pipeline.platform().ready()) {
      problems.waiting("spec.platformRef.name", "CognitivePlatform", name);
    }
    return Optional.of(pipeline.platform().spec());
  }

  /** The stream, as far as it can be typed; {@code path} is that of the reference. */
  Optional<StreamType> stream(Reference reference, String path) {
    var name = reference.name();
    var found = pipeline.streams().get(name);
    if (found == null) {
      missing(path + ".name", "EventStream", name, pipeline.streams().keySet());
      return Optional.empty();
    }
    samePlatform(path, "EventStream", name, found.spec().platformRef());
    var parsed = AvroSchemas.parseRecord(found.spec().schema());
    if (parsed.schema() == null) {
      problems.reference(
          path + ".name", "the schema of EventStream '%s' %s", name, parsed.problem());
      return Optional.empty();
    }
    AvroSchemas.unfitKey(parsed.schema(), found.spec().key())
        .ifPresent(
            reason ->
                problems.reference(
                    path + ".name", "EventStream '%s' cannot be keyed: %s", name, reason));
    var id = found.status() == null ? null : found.status().schemaId();
    if (found.refused()) {
      problems.reference(
          path + ".name", "EventStream '%s' is refused; its conditions say why", name);
    } else if (id == null) {
      problems.waiting(path + ".name", "EventStream", name);
    }
    return Optional.of(
        new StreamType(
            name,
            Names.streamTopic(pipeline.namespace(), name),
            parsed.schema(),
            found.spec().key(),
            id,
            partitions(found)));
  }

  Optional<ModelDeploymentSpec> model(Reference reference, String path) {
    var found = pipeline.models().get(reference.name());
    if (found == null) {
      missing(path + ".name", "ModelDeployment", reference.name(), pipeline.models().keySet());
    }
    return Optional.ofNullable(found);
  }

  Optional<Tables> tables(Reference reference, String path) {
    var name = reference.name();
    var found = pipeline.databaseSchemas().get(name);
    if (found == null) {
      missing(path + ".name", "DatabaseSchema", name, pipeline.databaseSchemas().keySet());
      return Optional.empty();
    }
    samePlatform(path, "DatabaseSchema", name, found.spec().platformRef());
    if (found.status() == null || found.status().tables().isEmpty()) {
      problems.waiting(path + ".name", "DatabaseSchema", name);
      return Optional.empty();
    }
    return Optional.of(new Tables(found.spec().postgresql().schema(), found.status().tables()));
  }

  private void missing(String path, String kind, String name, Collection<String> known) {
    problems.reference(
        path,
        "%s '%s' does not exist in namespace %s%s",
        kind,
        name,
        pipeline.namespace(),
        known.isEmpty() ? "; create it first" : Problems.known(kind + "s", name, known));
  }

  private void samePlatform(String path, String kind, String name, Reference platform) {
    var own = pipeline.spec().platformRef().name();
    if (!platform.name().equals(own)) {
      problems.reference(
          path + ".name",
          "%s '%s' belongs to platform '%s', but this pipeline to '%s'; both must be the same",
          kind,
          name,
          platform.name(),
          own);
    }
  }

  /** What the topic has, or, before it is there, what it will have. */
  private static int partitions(ResolvedPipeline.Stream stream) {
    if (stream.status() != null && stream.status().partitions() != null) {
      return stream.status().partitions();
    }
    EventStreamSpec spec = stream.spec();
    return spec.topic() == null ? 1 : Settings.or(spec.topic().partitions(), 1);
  }
}
