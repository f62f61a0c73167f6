package io.neuralhive.inference;

import static io.neuralhive.inference.Scene.get;
import static io.neuralhive.inference.Scene.json;
import static io.neuralhive.inference.Scene.output;
import static io.neuralhive.inference.Scene.post;
import static io.neuralhive.inference.Scene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls a real server as the protocol's clients do. */
class ProtocolTest {

  private static final String INFER = "/v2/models/topic/infer";

  @TempDir private static Path directory;
  private static InferenceServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new Scene(directory).withTopic().withLinear().startLoaded();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void describesServerAndModel() throws Exception {
    assertThat(json(get(server, "/v2")).get("name").stringValue())
        .isEqualTo("neural-hive-inference");
    assertThat(json(get(server, "/v2")).get("version").stringValue()).matches("\\d+\\..*");
    assertThat(json(get(server, "/v2")).get("extensions").isArray()).isTrue();

    var model = json(get(server, "/v2/models/topic"));
    assertThat(model.get("name").stringValue()).isEqualTo("topic");
    assertThat(model.get("versions")).hasToString("[\"1.0.0\"]");
    assertThat(model.get("platform").stringValue()).isEqualTo("onnxruntime_onnx");
    assertThat(model.get("inputs"))
        .hasToString("[{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[-1]}]");
    assertThat(model.get("outputs")).hasSize(5);
    assertThat(model.get("parameters").get("max_rows").intValue()).isEqualTo(8);
    assertThat(model.get("parameters").get("load_milliseconds").longValue()).isPositive();
    assertThat(json(get(server, "/v2/models/topic/versions/1.0.0"))).isEqualTo(model);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/livez",
        "/readyz",
        "/v2/health/live",
        "/v2/health/ready",
        "/v2/models/topic/ready",
        "/v2/models/linear/versions/1.0.0/ready"
      })
  void isAliveAndReady(String path) throws Exception {
    assertThat(get(server, path).statusCode()).isEqualTo(200);
  }

  @Test
  void classifiesTexts() throws Exception {
    var answer = post(server, INFER, texts("delete the server", "invoice for the customer"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(json(answer).get("model_name").stringValue()).isEqualTo("topic");
    assertThat(json(answer).get("model_version").stringValue()).isEqualTo("1.0.0");
    assertThat(json(answer).has("id")).isFalse();
    assertThat(output(answer, "domain"))
        .hasToString(
            "{\"name\":\"domain\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"TECHNICAL\",\"BUSINESS\"]}");
    assertThat(output(answer, "hazard").get("data")).hasToString("[\"destructive\",\"none\"]");
    // 4 (server) + 1 (delete) votes against 0: softmax gives 1 / (1 + e^-5).
    assertThat(output(answer, "domain_confidence").get("data").get(0).doubleValue())
        .isBetween(0.9932, 0.9934);
    assertThat(output(answer, "hazard_probabilities").get("shape")).hasToString("[2,2]");
    assertThat(output(answer, "hazard_probabilities").get("data")).hasSize(4);
    assertThat(output(answer, "embedding").get("data"))
        .hasToString("[0.0,5.0,2.0,6.0,7.0,0.0,2.0,0.0]");
  }

  @Test
  void echoesTheIdAndAnswersOnlyWhatIsAskedInThatOrder() throws Exception {
    var body =
        """
        {"id":"42","parameters":{"trace":"x"},
         "inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":["code"],"parameters":{"a":1}}],
         "outputs":[{"name":"hazard"},{"name":"domain","parameters":{"binary_data":false}}]}
        """;

    var answer = post(server, "/v2/models/topic/versions/1.0.0/infer", body);

    assertThat(json(answer).get("id").stringValue()).isEqualTo("42");
    assertThat(json(answer).get("outputs"))
        .extracting(output -> output.get("name").stringValue())
        .containsExactly("hazard", "domain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2,3,4,5,6]", "[[1,2,3],[4,5,6]]"})
  void passesNumbersThroughFlatOrNested(String data) throws Exception {
    var body =
        """
        {"inputs":[{"name":"x","datatype":"FP32","shape":[2,3],"data":%s},
                   {"name":"n","datatype":"INT64","shape":[2],"data":[4611686018427387903,-1]}]}
        """
            .formatted(data);

    var answer = post(server, "/v2/models/linear/infer", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(output(answer, "y").get("data")).hasToString("[3.0,5.0,7.0,9.0,11.0,13.0]");
    assertThat(output(answer, "y").get("shape")).hasToString("[2,3]");
    assertThat(output(answer, "total").get("data")).hasToString("[9223372036854775806,-2]");
  }

  @Test
  void concurrentRequestsGetTheAnswersTheyWouldGetAlone() throws Exception {
    var words = List.of("invoice", "customer", "server", "code", "delete", "password", "other");
    var bodies =
        IntStream.range(0, 48)
            .mapToObj(
                i ->
                    i % 3 == 0
                        ? texts(words.get(i % 7), words.get(i % 5) + " " + words.get(i % 2))
                        : texts(
                            words.get(i % 7) + " " + words.get((i + 3) % 7) + " a".repeat(i % 4)))
            .toList();
    var alone = new ArrayList<String>();
    for (var body : bodies) {
      alone.add(post(server, INFER, body).body());
    }

    var together =
        bodies.stream()
            .map(
                body ->
                    Scene.HTTP.sendAsync(
                        Scene.request(server, INFER).POST(BodyPublishers.ofString(body)).build(),
                        BodyHandlers.ofString()))
            .toList();

    assertThat(together.stream().map(CompletableFuture::join).map(HttpResponse::body))
        .containsExactlyElementsOf(alone);
    assertThat(alone.stream().distinct()).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1]                                      | the body is not a JSON object
          {"inputs":[                              | the body is not JSON, see line 1
          {}                                       | inputs is missing or not an array
          {"inputs":[]}                            | input text is missing
          {"id":7,"inputs":[]}                     | id is not a string
          {"parameters":[],"inputs":[]}            | the request: parameters is not an object
          {"inputs":[{"shape":[1]}]}               | an input has no name
          {"inputs":[{"name":"txt"}]}              | model topic has no input txt; it has [text]
          {"inputs":[{"name":"text"}]}             | input text: datatype is missing
          {"inputs":[{"name":"text","datatype":"FP32"}]}  | input text: datatype is FP32, the model takes BYTES
          {"inputs":[{"name":"text","datatype":"BYTES"}]} | input text: shape is missing
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[0],"data":[]}]}      | input text: shape holds something other than positive whole numbers
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[1,1],"data":["a"]}]} | input text: shape is [1, 1], the model takes [-1]
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[1]}]}                | input text: data is missing
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":"a"}]}     | input text: data is not an array
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[2],"data":["a"]}]}   | input text: shape [2] needs 2 elements, data has 1
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":[1]}]}     | input text: element 0 of data is not a string
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":["a"]},{"name":"text","datatype":"BYTES","shape":[1],"data":["a"]}]} | input text is given twice
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[9],"data":["a","a","a","a","a","a","a","a","a"]}]} | input text has 9 rows, this server takes at most 8
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":["a"]}],"outputs":{}} | outputs is not an array
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":["a"]}],"outputs":[{"name":"mood"}]} | model topic has no output mood
          {"inputs":[{"name":"text","datatype":"BYTES","shape":[1],"data":["a"]}],"outputs":[{"name":"domain"},{"name":"domain"}]} | output domain is asked for twice
          """)
  void refusesARequestThatDoesNotFitTheModel(String body, String message) throws Exception {
    assertError(post(server, INFER, body), 400, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1,3] | [1,2]         | [1] | [1]   | input x: shape [1, 3] needs 3 elements, data has 2
          [1,2] | [1,2]         | [1] | [1]   | input x: shape is [1, 2], the model takes [-1, 3]
          [2,3] | [[1,2,3],[4]] | [1] | [1]   | input x: the nesting of data does not agree with shape [2, 3]
          [1,3] | [[1,[2],3]]   | [1] | [1]   | input x: the nesting of data does not agree with shape [1, 3]
          [1,3] | [1,"2",3]     | [1] | [1]   | input x: element 1 of data is not a number that fits
          [1,3] | [1,2,1e39]    | [1] | [1]   | input x: element 2 of data is not a number that fits
          [1,3] | [1,2,3]       | [1] | [1.5] | input n: element 0 of data is not a whole number
          [1,3] | [1,2,3]       | [1] | [9223372036854775808] | input n: element 0 of data is not a whole number
          [2147483647,3] | [1]  | [1] | [1]   | input x: shape [2147483647, 3] needs 6442450941 elements, data has 1
          """)
  void refusesNumbersThatDoNotFit(String shapeX, String x, String shapeN, String n, String message)
      throws Exception {
    var body =
        """
        {"inputs":[{"name":"x","datatype":"FP32","shape":%s,"data":%s},
                   {"name":"n","datatype":"INT64","shape":%s,"data":%s}]}
        """
            .formatted(shapeX, x, shapeN, n);
    assertError(post(server, "/v2/models/linear/infer", body), 400, message);
  }

  @Test
  void refusesUnknownPathsModelsVersionsAndMethods() throws Exception {
    assertError(get(server, "/v2/models/none"), 404, "this server has no model none");
    assertError(post(server, "/v2/models/none/infer", texts("a")), 404, "no model none");
    assertError(
        get(server, "/v2/models/topic/versions/2/ready"),
        404,
        "has no version 2 here; it has 1.0.0");
    assertError(
        post(server, "/v2/models/topic/versions/2/infer", texts("a")), 404, "has no version 2");
    assertError(get(server, "/v1/models"), 404, "no such path: /v1/models");
    assertError(get(server, INFER), 405, "use POST, not GET");
  }

  @Test
  void refusesBinaryTensorsAndBodiesWithoutEnd() throws Exception {
    var binary =
        Scene.request(server, INFER)
            .header("Inference-Header-Content-Length", "10")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertError(
        Scene.HTTP.send(binary, BodyHandlers.ofString()), 400, "binary tensor data extension");

    assertError(
        post(server, INFER, texts("a".repeat(17 << 20))), 413, "larger than 16777216 bytes");
  }

  @Test
  void countsRequestsByModelAndStatus() throws Exception {
    post(server, INFER, "{}");
    post(server, INFER, texts("code"));
    post(server, "/v2/models/made-up/infer", "{}");

    var metrics = get(server, "/metrics");

    assertThat(metrics.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
    assertThat(metrics.body())
        .containsPattern(
            "neuralhive_inference_requests_seconds_count"
                + "\\{model=\"topic\",status=\"200\",version=\"1.0.0\"} [1-9]")
        .containsPattern(
            "neuralhive_inference_requests_seconds_count"
                + "\\{model=\"topic\",status=\"400\",version=\"1.0.0\"} [1-9]")
        .containsPattern(
            "neuralhive_inference_model_load_milliseconds"
                + "\\{model=\"topic\",version=\"1.0.0\"} [1-9]")
        .contains("neuralhive_inference_queue_length{model=\"topic\",version=\"1.0.0\"} 0.0")
        .contains("neuralhive_inference_model_ready{model=\"linear\",version=\"1.0.0\"} 1.0")
        .containsPattern("neuralhive_inference_build_info\\{version=\"[^\"]+\"} 1")
        .doesNotContain("made-up");
  }

  private static void assertError(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).propertyNames()).containsExactly("error");
    assertThat(json(answer).get("error").stringValue()).contains(message);
  }
}
