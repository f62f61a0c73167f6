package io.neuralhive.operator.pipeline;

import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.stream.Compatibility;
import io.neuralhive.operator.kafka.Topic;
import io.neuralhive.operator.kafka.TopicException;
import io.neuralhive.operator.kafka.TopicsOfPlatform;
import io.neuralhive.operator.kube.Problem;
import io.neuralhive.operator.registry.RegistryException;
import io.neuralhive.operator.registry.SchemaRegistry;
import io.neuralhive.planner.Compiler;
import io.neuralhive.planner.Diagnostics;
import io.neuralhive.planner.InternalTopic;
import io.neuralhive.planner.Names;
import io.neuralhive.planner.Plan;
import io.neuralhive.planner.ResolvedPipeline.RegisteredSchema;
import io.neuralhive.planner.WorkloadImages;
import java.net.http.HttpClient;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Has a pipeline compiled, and sees to the topics of its own: the compiler says which, and compiles
 * again once their schemas have ids.
 */
final class PipelinePlanning {
  private final WorkloadImages images;
  private final TopicsOfPlatform topics;
  private final HttpClient http;

  PipelinePlanning(WorkloadImages images, TopicsOfPlatform topics, HttpClient http) {
    this.images = images;
    this.topics = topics;
    this.http = http;
  }

  PipelineOutcome plan(PipelineGathering gathering) {
    try {
      return plan(gathering, List.of());
    } catch (TopicException e) {
      return new PipelineOutcome.Failed(new Problem(e.reason(), e.getMessage()));
    } catch (RegistryException e) {
      return switch (e.kind()) {
        case Unreachable ->
            new PipelineOutcome.Failed(new Problem("RegistryUnreachable", e.getMessage()));
        case Incompatible ->
            new PipelineOutcome.Rejected(new Problem("IncompatibleSchema", e.getMessage()));
        case Refused -> new PipelineOutcome.Rejected(new Problem("SchemaRefused", e.getMessage()));
      };
    }
  }

  private PipelineOutcome plan(PipelineGathering gathering, List<RegisteredSchema> registered) {
    return switch (Compiler.compile(gathering.resolved(images, registered))) {
      case Plan plan -> {
        ensure(gathering, plan.internalTopics());
        yield new PipelineOutcome.Planned(plan);
      }
      case Diagnostics diagnostics
          when diagnostics.firstMake().isEmpty() || !registered.isEmpty() ->
          new PipelineOutcome.Refused(diagnostics);
      case Diagnostics diagnostics -> plan(gathering, register(gathering, diagnostics.firstMake()));
    };
  }

  private List<RegisteredSchema> register(PipelineGathering gathering, List<InternalTopic> wanted) {
    var url = gathering.platform().orElseThrow().getSpec().schemaRegistry().external().url();
    var registry = new SchemaRegistry(http, url);
    // Both ends are of one pipeline and change together; only what lies between must stay readable.
    return wanted.stream()
        .map(
            topic ->
                new RegisteredSchema(
                    topic.topic(), topic.schema(), register(registry, gathering.pipeline(), topic)))
        .toList();
  }

  private static int register(
      SchemaRegistry registry, CognitivePipeline pipeline, InternalTopic topic) {
    try {
      return registry.ensure(topic.subject(), topic.schema(), Compatibility.Backward).id();
    } catch (RegistryException e) {
      throw e.at(writer(pipeline, topic));
    }
  }

  /** Path of the stage that writes the topic. */
  private static String writer(CognitivePipeline pipeline, InternalTopic topic) {
    var stages = pipeline.getSpec().stages();
    var metadata = pipeline.getMetadata();
    return IntStream.range(0, stages.size())
        .filter(
            i ->
                Names.internalTopic(
                        metadata.getNamespace(), metadata.getName(), stages.get(i).name())
                    .equals(topic.topic()))
        .mapToObj("spec.stages[%d]"::formatted)
        .findFirst()
        .orElse("spec.stages");
  }

  private void ensure(PipelineGathering gathering, List<InternalTopic> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    var platform = gathering.platform().orElseThrow();
    topics
        .of(platform.getSpec().kafka(), platform.getMetadata().getNamespace())
        .ensure(
            wanted.stream()
                .map(
                    topic ->
                        Topic.retained(
                            topic.topic(),
                            topic.partitions(),
                            topic.replicationFactor(),
                            topic.retentionMillis()))
                .toList());
  }
}
