package io.neuralhive.planner;

import io.neuralhive.api.v1alpha1.model.Tensor;
import io.neuralhive.api.v1alpha1.pipeline.ModelStage;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.api.v1alpha1.platform.PostgresqlService;
import io.neuralhive.api.v1alpha1.platform.StageLibrary;
import io.neuralhive.plan.DeadLetterTopic;
import io.neuralhive.plan.Input;
import io.neuralhive.plan.Kafka;
import io.neuralhive.plan.Output;
import io.neuralhive.plan.PostgresqlTarget;
import io.neuralhive.plan.Registry;
import io.neuralhive.plan.Step;
import io.neuralhive.plan.TensorField;
import io.neuralhive.plan.UnitPlan;
import io.neuralhive.planner.FusedUnit.Feed;
import io.neuralhive.planner.Graph.SinkNode;
import io.neuralhive.planner.Graph.StageNode;
import io.neuralhive.planner.References.StreamType;
import io.neuralhive.planner.SinkChecks.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Writes down the plan of every unit of a pipeline without mistakes. */
final class UnitAssembly {

  private final ResolvedPipeline pipeline;
  private final CognitivePlatformSpec platform;
  private final EdgeTypes types;
  private final Fusion fusion;
  private final InternalTopics topics;
  private final Map<String, Target> targets;

  UnitAssembly(
      ResolvedPipeline pipeline,
      CognitivePlatformSpec platform,
      EdgeTypes types,
      Fusion fusion,
      InternalTopics topics,
      Map<String, Target> targets) {
    this.pipeline = pipeline;
    this.platform = platform;
    this.types = types;
    this.fusion = fusion;
    this.topics = topics;
    this.targets = targets;
  }

  /** All units, by name. */
  List<UnitDeployment> units() {
    return fusion.units().stream().map(this::deployment).toList();
  }

  private UnitDeployment deployment(FusedUnit unit) {
    var plan = plan(unit);
    var spec = pipeline.spec();
    return new UnitDeployment(
        unit.name(),
        unit.stages().isEmpty()
            ? List.of(unit.name())
            : unit.stages().stream().map(StageNode::name).toList(),
        Names.unit(pipeline.name(), unit.name()),
        unit.library().map(this::image).orElse(pipeline.images().runner()),
        Settings.replicas(unit.scale(), spec.scale()),
        Settings.resources(unit.resources(), spec.resources(), Settings.RUNNER),
        plan.sink() == null ? List.of() : List.of(database().secretRef().name()),
        access(plan),
        plan);
  }

  private String image(String library) {
    return platform.stageLibraries().stream()
        .filter(candidate -> candidate.name().equals(library))
        .map(StageLibrary::image)
        .findFirst()
        .orElseThrow();
  }

  private Access access(UnitPlan plan) {
    var writes = new ArrayList<>(plan.outputs().stream().map(Output::topic).toList());
    writes.add(plan.deadLetters().topic());
    return new Access(
        List.of(plan.input().topic()),
        writes,
        plan.input().group(),
        Names.transactionalIdPrefix(pipeline.namespace(), pipeline.name(), plan.unit()),
        plan.sink() == null
            ? List.of()
            : List.of(plan.sink().schema() + "." + plan.sink().table()));
  }

  private UnitPlan plan(FusedUnit unit) {
    var spec = pipeline.spec();
    var namespace = pipeline.namespace();
    var feed = unit.feed().orElseThrow();
    return new UnitPlan(
        namespace,
        pipeline.name(),
        unit.name(),
        new Kafka(platform.kafka().bootstrapServers()),
        new Registry(platform.schemaRegistry().external().url()),
        new Input(
            feed.topic(),
            Names.group(namespace, pipeline.name(), unit.name()),
            wanted(unit).toString()),
        unit.stages().stream().map(stage -> step(unit, stage)).toList(),
        outputs(unit, feed),
        unit.root() instanceof SinkNode sink ? target(sink) : null,
        new DeadLetterTopic(
            Names.deadLetterTopic(namespace, pipeline.name(), unit.name()),
            Settings.or(
                spec.deadLetters() == null ? null : spec.deadLetters().maxAttempts(),
                Settings.MAX_ATTEMPTS)),
        Settings.or(
            spec.delivery() == null ? null : spec.delivery().commitIntervalMillis(),
            Settings.COMMIT_INTERVAL_MILLIS));
  }

  /** The type in which the unit wants its records: what its first stage reads. */
  private Schema wanted(FusedUnit unit) {
    return switch (unit.root()) {
      case StageNode stage -> types.of(stage).reads();
      case SinkNode sink -> types.incoming(sink).orElseThrow();
    };
  }

  private Step step(FusedUnit unit, StageNode node) {
    var from = node == unit.root() ? null : node.from().stage();
    var reads = types.of(node).reads().toString();
    var writes = types.of(node).writes().toString();
    var stage = node.stage();
    if (stage.function() != null) {
      var function = stage.function();
      return new Step.Function(
          stage.name(), from, function.name(), function.parameters(), reads, writes);
    }
    return stage.model() != null
        ? model(stage.name(), from, stage.model(), reads, writes)
        : new Step.Filter(stage.name(), from, stage.filter().when(), reads);
  }

  private Step model(String stage, String from, ModelStage model, String reads, String writes) {
    var name = model.modelRef().name();
    var signature = pipeline.models().get(name).signature();
    return new Step.Model(
        stage,
        from,
        Names.modelUrl(pipeline.namespace(), name),
        name,
        fields(model.inputs(), signature.inputs()),
        fields(model.outputs(), signature.outputs()),
        reads,
        writes);
  }

  private static List<TensorField> fields(
      List<io.neuralhive.api.v1alpha1.pipeline.TensorField> fields, List<Tensor> tensors) {
    return fields.stream()
        .map(
            field ->
                new TensorField(field.tensor(), datatype(field.tensor(), tensors), field.field()))
        .sorted(Comparator.comparing(TensorField::tensor).thenComparing(TensorField::field))
        .toList();
  }

  private static String datatype(String tensor, List<Tensor> tensors) {
    return tensors.stream()
        .filter(candidate -> candidate.name().equals(tensor))
        .map(candidate -> candidate.datatype().name())
        .findFirst()
        .orElseThrow();
  }

  private List<Output> outputs(FusedUnit unit, Feed feed) {
    List<Output> outputs = new ArrayList<>();
    for (var node : unit.stages()) {
      types
          .output(node)
          .map(type -> output(node, type))
          .or(() -> topics.writtenBy(node).map(topic -> internal(node, topic, feed.key())))
          .ifPresent(outputs::add);
    }
    outputs.sort(Comparator.comparing(Output::topic));
    return outputs;
  }

  private static Output output(StageNode node, StreamType type) {
    return new Output(
        node.name(), type.topic(), type.key(), type.schemaId(), type.schema().toString());
  }

  private Output internal(StageNode node, InternalTopic topic, String key) {
    return new Output(
        node.name(), topic.topic(), key, pipeline.schemaId(topic).orElseThrow(), topic.schema());
  }

  private PostgresqlTarget target(SinkNode sink) {
    var target = targets.get(sink.name());
    var database = database();
    var secret = database.secretRef().name();
    return new PostgresqlTarget(
        database.jdbcUrl(),
        MountPaths.secretFile(secret, "username"),
        MountPaths.secretFile(secret, "password"),
        target.schema(),
        target.table().name(),
        target.table().primaryKey(),
        target.columns());
  }

  private PostgresqlService.External database() {
    var declared = platform.postgresql().external();
    return new PostgresqlService.External(
        declared.host(),
        Settings.or(declared.port(), Settings.POSTGRESQL_PORT),
        declared.database(),
        declared.secretRef());
  }
}
