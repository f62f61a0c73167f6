package io.neuralhive.operator.pipeline;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.operator.Golden;
import io.neuralhive.planner.Compiler;
import io.neuralhive.planner.Diagnostics;
import io.neuralhive.planner.Plan;
import io.neuralhive.planner.ResolvedPipeline.RegisteredSchema;
import io.neuralhive.planner.WorkloadImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every object that a pipeline becomes, and its first status. */
class PipelineGoldenTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
  private static final WorkloadImages IMAGES =
      new WorkloadImages("runner@sha256:aa", "gateway@sha256:bb", "inference@sha256:cc");

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    return Golden.cases("pipeline")
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private static void run(Path folder) throws IOException {
    var pipeline = Golden.inputs(folder, CognitivePipeline.class).getFirst();
    var gathering =
        new PipelineGathering(
            pipeline,
            Golden.inputs(folder, CognitivePlatform.class).stream().findFirst(),
            Golden.inputs(folder, EventStream.class),
            Golden.inputs(folder, ModelDeployment.class),
            Golden.inputs(folder, DatabaseSchema.class));
    var made = new ArrayList<HasMetadata>();
    var outcome = outcome(gathering);
    var units = List.<UnitObservation>of();
    if (outcome instanceof PipelineOutcome.Planned(Plan plan)) {
      var processes = PipelineProcess.of(pipeline, plan);
      made.addAll(PipelineObjects.desired(processes));
      units = UnitObservation.ofPlan(processes, List.of(), List.of());
    }
    var status = new CognitivePipeline();
    status.setMetadata(new ObjectMetaBuilder().withName(pipeline.getMetadata().getName()).build());
    status.setStatus(PipelineStatuses.of(pipeline, outcome, units, CLOCK));
    made.add(status);
    Golden.compare(folder, made);
  }

  private static PipelineOutcome outcome(PipelineGathering gathering) {
    return switch (Compiler.compile(gathering.resolved(IMAGES, List.of()))) {
      case Plan plan -> new PipelineOutcome.Planned(plan);
      case Diagnostics diagnostics when diagnostics.firstMake().isEmpty() ->
          new PipelineOutcome.Refused(diagnostics);
      case Diagnostics diagnostics -> {
        var topics = diagnostics.firstMake();
        var registered =
            IntStream.range(0, topics.size())
                .mapToObj(
                    i ->
                        new RegisteredSchema(
                            topics.get(i).topic(), topics.get(i).schema(), 100 + i))
                .toList();
        yield new PipelineOutcome.Planned(
            (Plan) Compiler.compile(gathering.resolved(IMAGES, registered)));
      }
    };
  }
}
