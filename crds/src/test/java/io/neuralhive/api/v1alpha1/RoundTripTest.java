package io.neuralhive.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.neuralhive.api.v1alpha1.common.Condition;
import io.neuralhive.api.v1alpha1.common.ConditionStatus;
import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.model.ModelDeploymentStatus;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipeline;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineSpec;
import io.neuralhive.api.v1alpha1.pipeline.CognitivePipelineStatus;
import io.neuralhive.api.v1alpha1.pipeline.ColumnValue;
import io.neuralhive.api.v1alpha1.pipeline.FunctionStage;
import io.neuralhive.api.v1alpha1.pipeline.PostgresqlSink;
import io.neuralhive.api.v1alpha1.pipeline.RecordSchema;
import io.neuralhive.api.v1alpha1.pipeline.Sink;
import io.neuralhive.api.v1alpha1.pipeline.Source;
import io.neuralhive.api.v1alpha1.pipeline.Stage;
import io.neuralhive.api.v1alpha1.pipeline.UnitStatus;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformStatus;
import io.neuralhive.api.v1alpha1.platform.ServiceStatus;
import io.neuralhive.api.v1alpha1.schema.Column;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchemaStatus;
import io.neuralhive.api.v1alpha1.schema.Table;
import io.neuralhive.api.v1alpha1.stream.EventStream;
import io.neuralhive.api.v1alpha1.stream.EventStreamStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records come back from a real API server as they went: else a status is written every pass. */
class RoundTripTest {

  private static final ZonedDateTime NOON_AND_A_BIT =
      ZonedDateTime.of(2026, 3, 1, 12, 0, 0, 123_456_789, ZoneId.of("America/Sao_Paulo"));

  /** How an operator writes a status. */
  private static final PatchContext AS_OPERATOR =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("operator")
          .withForce(true)
          .build();

  private static KubernetesClient client;

  @BeforeAll
  static void start() throws IOException {
    client = ApiServer.client();
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  static Stream<Arguments> statuses() {
    var said =
        List.of(
            new Condition(
                "Ready", ConditionStatus.True, "Served", "All is well.", NOON_AND_A_BIT, 1L));
    return Stream.of(
        Arguments.of(CognitivePlatform.class, new CognitivePlatformStatus(null, null, null, null)),
        Arguments.of(
            CognitivePlatform.class,
            new CognitivePlatformStatus(
                1L,
                said,
                "1/2",
                List.of(
                    new ServiceStatus("kafka", "kafka:9092", ConditionStatus.True, null, null)))),
        Arguments.of(
            EventStream.class, new EventStreamStatus(null, null, null, null, null, null, null)),
        Arguments.of(EventStream.class, new EventStreamStatus(1L, said, "t", 3, "t-value", 7, 2)),
        Arguments.of(
            DatabaseSchema.class, new DatabaseSchemaStatus(null, null, null, null, null, null)),
        Arguments.of(
            DatabaseSchema.class,
            new DatabaseSchemaStatus(
                1L,
                said,
                "intentions",
                "1",
                "0af1",
                List.of(
                    new Table("empty", null, null),
                    new Table(
                        "answers",
                        List.of("id"),
                        List.of(new Column("id", "text", Column.Presence.Required)))))),
        Arguments.of(
            ModelDeployment.class, new ModelDeploymentStatus(null, null, null, null, null)),
        Arguments.of(
            ModelDeployment.class,
            new ModelDeploymentStatus(1L, said, "http://model", "0af1", "1/1")),
        Arguments.of(
            CognitivePipeline.class,
            new CognitivePipelineStatus(null, null, null, null, null, null)),
        Arguments.of(
            CognitivePipeline.class,
            new CognitivePipelineStatus(
                1L,
                said,
                "0af1",
                "1/1",
                "http://gateway",
                List.of(
                    new UnitStatus("clean", List.of("clean", "understand"), "1/1", null),
                    new UnitStatus("store", null, null, null)))));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  <T extends CustomResource<?, S>, S> void statusComesBackAsItWent(Class<T> kind, S status)
      throws IOException {
    var object = everything(kind);
    client.resource(object).serverSideApply();
    object.setStatus(status);
    client.resource(object).subresource("status").patch(AS_OPERATOR);

    assertThat(client.resource(object).get().getStatus()).isEqualTo(status);
  }

  static Stream<Class<?>> kinds() {
    return Stream.of(
        CognitivePlatform.class,
        EventStream.class,
        DatabaseSchema.class,
        ModelDeployment.class,
        CognitivePipeline.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <T extends CustomResource<?, ?>> void specComesBackAsItWentAndIsWrittenOnce(Class<T> kind)
      throws IOException {
    var object = everything(kind);
    object.getMetadata().setName("spec");
    var written = client.resource(object).serverSideApply();
    var again = client.resource(object).serverSideApply();

    assertThat(again.getMetadata().getResourceVersion())
        .isEqualTo(written.getMetadata().getResourceVersion());
    assertThat(client.resource(object).get().getSpec()).isEqualTo(written.getSpec());
  }

  /** Rules have a budget at run time too; no accepted size may exceed it. */
  @Test
  void theLargestPipelineIsWithinTheBudgetOfTheRules() {
    var pipeline = new CognitivePipeline();
    pipeline.setMetadata(new ObjectMetaBuilder().withName("largest").build());
    pipeline.setSpec(
        new CognitivePipelineSpec(
            new Reference("hive"),
            list(64, i -> new RecordSchema(longName("schema", i), "{}")),
            null,
            list(64, RoundTripTest::stage),
            list(16, RoundTripTest::sink),
            null,
            null,
            null,
            null));

    assertThat(client.resource(pipeline).create().getSpec()).isEqualTo(pipeline.getSpec());
  }

  private static Stage stage(int i) {
    var from =
        i == 0
            ? new Source(null, new Reference("intentions"))
            : new Source(longName("stage", i - 1), null);
    var last = longName("schema", 63);
    var function = new FunctionStage("text", "same", last, last, null);
    return new Stage(longName("stage", i), from, function, null, null, null, null, null);
  }

  private static Sink sink(int i) {
    var table =
        new PostgresqlSink(
            new Reference("intentions"), "answers", List.of(new ColumnValue("id", "id")));
    return new Sink(
        longName("sink", i), new Source(longName("stage", 63), null), table, null, null);
  }

  private static String longName(String word, int i) {
    return "%s-%02d-%s".formatted(word, i, "x".repeat(63)).substring(0, 63);
  }

  private static <T> List<T> list(int size, IntFunction<T> entry) {
    return IntStream.range(0, size).mapToObj(entry).toList();
  }

  private static <T extends CustomResource<?, ?>> T everything(Class<T> kind) throws IOException {
    var file =
        Path.of(
            "src",
            "test",
            "resources",
            kind.getSimpleName().toLowerCase(),
            "valid-everything.yaml");
    try (var in = Files.newInputStream(file)) {
      return client.resources(kind).load(in).item();
    }
  }
}
