package io.neuralhive.intention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.stages.FunctionContext;
import io.neuralhive.stages.Outcome;
import io.neuralhive.stages.StageFunctionFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

/** The stages as the engine sees them. */
class StagesTest {

  private static final Schema TEXT =
      SchemaBuilder.record("Text").fields().requiredString("text").endRecord();
  private static final Schema CAPTURED =
      SchemaBuilder.record("Captured")
          .fields()
          .requiredString("text")
          .requiredString("language")
          .endRecord();

  private static FunctionContext context(Schema writes) {
    return new FunctionContext("s", Map.of(), TEXT, writes);
  }

  private static List<GenericRecord> texts(String... texts) {
    return List.of(texts).stream()
        .<GenericRecord>map(text -> new GenericRecordBuilder(TEXT).set("text", text).build())
        .toList();
  }

  @Test
  void areFoundByName() {
    assertThat(ServiceLoader.load(StageFunctionFactory.class))
        .extracting(StageFunctionFactory::name)
        .containsExactlyInAnyOrder("capture", "understand", "plan");
  }

  @Test
  void doNotStartWithASchemaThatLacksWhatTheyWrite() {
    assertThatThrownBy(() -> new Capture().create(context(TEXT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Text")
        .hasMessageContaining("language");
    assertThatThrownBy(() -> new Understand().create(context(CAPTURED)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Captured");
  }

  @Test
  void lanesShareTheLanguageModelAndDoNotDisturbEachOther() throws Exception {
    var capture = new Capture();
    var batch =
        texts("Preciso de um relatório das vendas de maio", "Please list the orders of last week");
    Callable<List<Object>> lane =
        () -> {
          var function = capture.create(context(CAPTURED));
          return IntStream.range(0, 25)
              .mapToObj(_ -> function.apply(batch))
              .flatMap(List::stream)
              .map(outcome -> ((Outcome.Emit) outcome).records().getFirst().get("language"))
              .toList();
        };
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var languages : threads.invokeAll(Collections.nCopies(4, lane))) {
        assertThat(languages.get()).hasSize(50).startsWith("pt", "en").containsOnly("pt", "en");
        assertThat(languages.get().stream().filter("pt"::equals)).hasSize(25);
      }
    }
  }
}
