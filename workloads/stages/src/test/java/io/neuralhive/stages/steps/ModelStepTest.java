package io.neuralhive.stages.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.neuralhive.plan.Step;
import io.neuralhive.plan.TensorField;
import io.neuralhive.stages.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStepTest {

  private static final Schema READS =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Text", "fields": [
                {"name": "id", "type": "string"}, {"name": "text", "type": "string"}]}
              """);
  private static final Schema WRITES =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Judged", "fields": [
                {"name": "id", "type": "string"},
                {"name": "label", "type": {"type": "enum", "name": "Label", "symbols": ["A", "B"]}},
                {"name": "score", "type": "double"}]}
              """);

  private final JsonMapper json = new JsonMapper();
  private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private volatile int status = 200;
  private BatchStep step;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v2/models/m/infer",
        exchange -> {
          try (exchange) {
            var request = json.readTree(exchange.getRequestBody());
            requests.add(request);
            var poison = request.at("/inputs/0/data").toString().contains("poison");
            var answer = status == 200 && !poison ? answer(request) : "{\"error\": \"no\"}";
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status != 200 ? status : poison ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    step =
        new StepFactory(List.of())
            .make(
                new Step.Model(
                    "judge",
                    "capture",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                    "m",
                    List.of(new TensorField("text", "BYTES", "text")),
                    List.of(
                        new TensorField("label", "BYTES", "label"),
                        new TensorField("score", "FP32", "score")),
                    READS.toString(),
                    WRITES.toString()));
  }

  @AfterEach
  void stop() {
    step.close();
    server.stop(0);
  }

  /** Labels texts by their first letter. */
  private String answer(JsonNode request) {
    var root = json.createObjectNode();
    var outputs = root.putArray("outputs");
    var score = outputs.addObject().put("name", "score").put("datatype", "FP32").putArray("data");
    var label = outputs.addObject().put("name", "label").put("datatype", "BYTES").putArray("data");
    for (var text : request.at("/inputs/0/data")) {
      label.add(text.asText().substring(0, 1));
      if (text.asText().contains("NaN")) {
        score.add("NaN"); // as some servers write what JSON has no number for
      } else {
        score.add(0.25);
      }
    }
    return root.toString();
  }

  private static GenericRecord text(String text) {
    return new GenericRecordBuilder(READS).set("id", "id of " + text).set("text", text).build();
  }

  private static GenericRecord emitted(Outcome outcome) {
    return ((Outcome.Emit) outcome).records().getFirst();
  }

  @Test
  void anAnswerThatIsNoNumberIsNoNumberInTheRecord() {
    assertThatThrownBy(() -> step.apply(List.of(text("A NaN"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("field score is no number");
  }

  @Test
  void asksOnceForABatchAndKeepsOtherFields() {
    var outcomes = step.apply(List.of(text("A é"), text("B")));
    assertThat(outcomes).hasSize(2);
    assertThat(emitted(outcomes.getFirst()).get("id")).isEqualTo("id of A é");
    assertThat(emitted(outcomes.getFirst()).get("label")).hasToString("A");
    assertThat(emitted(outcomes.getLast()).get("label")).hasToString("B");
    assertThat(emitted(outcomes.getLast()).get("score")).isEqualTo(0.25);
    assertThat(requests).hasSize(1);
    assertThat(requests.peek().at("/inputs/0").toString())
        .isEqualTo(
            "{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"A é\",\"B\"]}");
    assertThat(requests.peek().get("outputs").toString())
        .isEqualTo("[{\"name\":\"label\"},{\"name\":\"score\"}]");
  }

  @Test
  void asksAboutMoreThanOneRequestTakesInSeveral() {
    var batch = IntStream.range(0, 70).mapToObj(i -> text("A" + i)).toList();
    assertThat(step.apply(batch))
        .extracting(outcome -> emitted(outcome).get("id"))
        .containsExactlyElementsOf(batch.stream().map(r -> r.get("id")).toList());
    assertThat(requests).hasSize(3);
  }

  @Test
  void findsThePoisonInARefusedBatch() {
    var outcomes = step.apply(List.of(text("A"), text("B"), text("poison"), text("A")));
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Reject.class);
    assertThat(((Outcome.Reject) outcomes.get(2)).reason()).contains("HTTP 400");
    assertThat(outcomes).filteredOn(Outcome.Emit.class::isInstance).hasSize(3);
    assertThat(emitted(outcomes.get(3)).get("label")).hasToString("A");
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 429, 502, 504, 404, 401, 403, 408, 301})
  void waitsWhenTheRecordsAreNotToBlame(int status) {
    this.status = status;
    assertThatThrownBy(() -> step.apply(List.of(text("A"))))
        .isInstanceOf(StageUnavailableException.class)
        .hasMessageContaining("HTTP " + status);
  }

  @Test
  void waitsWhenNobodyListens() {
    server.stop(0);
    assertThatThrownBy(() -> step.apply(List.of(text("A"))))
        .isInstanceOf(StageUnavailableException.class)
        .hasMessageContaining("did not answer");
  }

  @Test
  void blamesTheBatchWhenTheModelFailsOnIt() {
    status = 500;
    assertThatThrownBy(() -> step.apply(List.of(text("A"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("HTTP 500");
  }

  @Test
  void blamesTheRecordWhoseAnswerDoesNotFit() {
    assertThatThrownBy(() -> step.apply(List.of(text("Z"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("field label is none of [A, B]");
  }
}
