package io.neuralhive.inference;

import static io.neuralhive.inference.Scene.get;
import static io.neuralhive.inference.Scene.json;
import static io.neuralhive.inference.Scene.output;
import static io.neuralhive.inference.Scene.post;
import static io.neuralhive.inference.Scene.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a server does before, and instead of, being ready. */
@Timeout(60)
class StartTest {

  @TempDir private Path directory;

  @Test
  void isAliveButNotReadyWhileAModelLoads() throws Exception {
    var scene = new Scene(directory).withTopic();
    var pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    ((ObjectNode) scene.model(0).get("artifact")).put("uri", pipe.toUri().toString());
    try (var server = scene.start()) {
      assertThat(get(server, "/livez").statusCode()).isEqualTo(200);
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(503);
      var ready = get(server, "/v2/models/topic/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(json(ready).get("reason").stringValue()).isEqualTo("model topic is loading");
      var refused = post(server, "/v2/models/topic/infer", texts("code"));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).isEqualTo("{\"error\":\"model topic is loading\"}");

      Files.write(pipe, Files.readAllBytes(directory.resolve("topic.zip")));
      server.awaitLoaded();

      assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
      assertThat(post(server, "/v2/models/topic/infer", texts("code")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aWrongGoldenSampleKeepsItNotReadyAndIsShown() throws Exception {
    var scene = new Scene(directory).withTopic().withLinear();
    ((ObjectNode) scene.model(0).get("golden").get(0).get("expect")).put("domain", "TECHNICAL");
    try (var server = scene.startLoaded()) {
      var reason =
          "model topic failed a golden sample: models[0].golden[0], inputs {text=\"the customer"
              + " wants an invoice\"}: domain is BUSINESS (0.999), expected TECHNICAL";

      assertThat(get(server, "/readyz").statusCode()).isEqualTo(503);
      assertThat(json(get(server, "/v2/health/ready")).get("ready").booleanValue()).isFalse();
      assertThat(json(get(server, "/v2/health/ready")).at("/models/0/reason").stringValue())
          .isEqualTo(reason);
      assertThat(json(get(server, "/v2/models/topic/ready")).get("reason").stringValue())
          .isEqualTo(reason);
      assertThat(json(get(server, "/v2/models/topic")).at("/parameters/reason").stringValue())
          .isEqualTo(reason);
      assertThat(post(server, "/v2/models/topic/infer", texts("code")).statusCode()).isEqualTo(503);
      assertThat(get(server, "/v2/models/linear/ready").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | /minConfidence | 0.9999 | domain is BUSINESS as expected, but its confidence 0.999 is below minConfidence 0.9999
          1 | /expect/y      | "[[1,3,-4.1]]" | y is -4.0 at element 2, expected -4.09
          1 | /expect/total  | "[41]"         | total is 42.0 at element 0, expected 41.0
          1 | /expect/total  | "[42,42]"      | total has shape [1], expected [2]
          """)
  void comparesConfidenceAndNumbers(int model, String pointer, String value, String problem)
      throws Exception {
    var scene = new Scene(directory).withTopic().withLinear();
    var golden = scene.model(model).get("golden").get(0);
    var owner = (ObjectNode) golden.at(pointer.substring(0, pointer.lastIndexOf('/')));
    owner.set(pointer.substring(pointer.lastIndexOf('/') + 1), Scene.MAPPER.readTree(value));
    try (var server = scene.startLoaded()) {
      assertThat(json(get(server, "/readyz")).at("/models/" + model + "/reason").stringValue())
          .contains(problem);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /signature/outputs/0/name       | "intent"  | models[0].signature.outputs declares intent BYTES[-1], but the artifact offers [domain BYTES[-1], domain_confidence FP32[-1], domain_probabilities FP32[-1, 2]
          /signature/outputs/1/datatype   | "BYTES"   | models[0].signature.outputs declares domain_confidence BYTES[-1], but
          /signature/outputs/3/shape      | [-1,3]    | models[0].signature.outputs declares hazard_probabilities FP32[-1, 3], but
          /signature/inputs/0/shape       | [-1,-1]   | models[0].signature.inputs declares text BYTES[-1, -1], but the artifact offers [text BYTES[-1]]
          /artifact/sha256                | "1111111111111111111111111111111111111111111111111111111111111111" | but 1111111111111111111111111111111111111111111111111111111111111111 is declared; nothing of it was opened
          /task                           | "TensorInference" | models[0].signature.inputs declares text BYTES[-1], but the artifact offers [input_ids INT64[-1, -1]
          """)
  void doesNotStartWithAModelThatIsNotWhatWasDeclared(String pointer, String value, String message)
      throws Exception {
    var scene = new Scene(directory).withTopic();
    scene.model(0).putArray("golden");
    var owner = (ObjectNode) scene.model(0).at(pointer.substring(0, pointer.lastIndexOf('/')));
    owner.set(pointer.substring(pointer.lastIndexOf('/') + 1), Scene.MAPPER.readTree(value));

    assertThatThrownBy(scene::startLoaded)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(message);
  }

  @Test
  void doesNotStartWithAnInputThatWasNotDeclared() throws Exception {
    var scene = new Scene(directory).withLinear();
    scene.model(0).putArray("golden");
    ((ArrayNode) scene.model(0).at("/signature/inputs")).remove(1);

    assertThatThrownBy(scene::startLoaded)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(
            "models[0].signature.inputs lacks n INT64[-1], which the artifact needs");
  }

  @Test
  void doesNotStartOnAPortThatIsTaken() throws Exception {
    var config = new Scene(directory).withLinear().write();
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var arguments = new Arguments(config, "127.0.0.1", taken.getLocalPort(), 1, Optional.empty());
      assertThatThrownBy(() -> InferenceServer.start(arguments))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("--port=" + taken.getLocalPort() + " cannot be listened on");
    }
  }

  @Test
  void answers429WhenTheQueueIsFullAndRecovers() throws Exception {
    var scene = new Scene(directory).withSpin();
    scene.configuration.put("maxQueue", 1);
    try (var server = scene.startLoaded()) {
      var slow = spin(300_000);
      var answers =
          IntStream.range(0, 8)
              .mapToObj(
                  _ ->
                      Scene.HTTP.sendAsync(
                          Scene.request(server, "/v2/models/spin/infer")
                              .POST(BodyPublishers.ofString(slow))
                              .build(),
                          BodyHandlers.ofString()))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      assertThat(answers).extracting(answer -> answer.statusCode()).containsOnly(200, 429);
      var refused = answers.stream().filter(a -> a.statusCode() == 429).findFirst().orElseThrow();
      assertThat(json(refused).get("error").stringValue()).contains("model spin", "retry later");
      assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
      var after = post(server, "/v2/models/spin/infer", spin(5));
      assertThat(output(after, "count").get("data")).hasToString("[5]");
    }
  }

  private static String spin(int n) {
    return "{\"inputs\":[{\"name\":\"n\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":["
        + n
        + "]}]}";
  }
}
