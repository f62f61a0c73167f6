package io.neuralhive.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ConfigurationTest {

  @TempDir private Path directory;
  private Scene scene;

  @BeforeEach
  void declareOneOfEachTask() throws Exception {
    scene = new Scene(directory).withTopic().withLinear();
  }

  @Test
  void readsWhatIsDeclared() throws Exception {
    var configuration = Configuration.read(scene.write());

    assertThat(configuration.maxBatch()).isEqualTo(8);
    assertThat(configuration.maxQueue()).isEqualTo(64);
    assertThat(configuration.models())
        .extracting(ModelSpec::name)
        .containsExactly("topic", "linear");
    var topic = configuration.models().getFirst();
    assertThat(topic.outputs())
        .contains(new TensorSpec("hazard_probabilities", Datatype.FP32, List.of(-1L, 2L)));
    assertThat(topic.golden().getFirst().minConfidence()).isEqualTo(0.8);
  }

  @Test
  void refusesEveryMissingKeyWithItsPath() throws Exception {
    var places = new ArrayList<String>();
    eachKey(
        scene.configuration,
        "",
        (owner, path) -> {
          var key = path.substring(path.lastIndexOf('.') + 1);
          var value = owner.remove(key);
          places.add(path);
          assertRefused(path);
          owner.set(key, value);
        });
    assertThat(places).hasSizeGreaterThan(60).contains("maxQueue", "models[0].artifact.sha256");
  }

  @Test
  void refusesEverySurplusKeyWithItsPath() throws Exception {
    eachKey(
        scene.configuration,
        "",
        (owner, path) -> {
          var surplus = path.substring(0, path.lastIndexOf('.') + 1) + "surplus";
          owner.put("surplus", "x");
          assertRefused(" at " + surplus + " (line");
          owner.remove("surplus");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /maxBatch                  | 0                | maxBatch is not a whole number from 1
          /maxQueue                  | "9"              | ModelServerPlan at maxQueue (line
          /maxQueue                  | 1000001          | maxQueue is not a whole number
          /cacheDirectory            | ""               | cacheDirectory is blank
          /cacheDirectory            | null             | cacheDirectory is null
          /models                    | []               | models is empty
          /models/0/artifact         | null             | models[0].artifact is null
          /models/0/version          | null             | models[0].version is null
          /models/0/name             | "a/b"            | models[0].name is "a/b", not letters
          /models/0/name             | "linear"         | models has two models with the name linear
          /models/0/task             | "Regression"     | models[0].task is Regression, not one of [TextClassification, TensorInference]
          /models/0/format           | "TorchScript"    | models[0].format is TorchScript, not one of [Onnx]
          /models/0/artifact/uri     | "http://h/m.zip" | models[0].artifact.uri is none of file:///…, https://… and package:NAME/VERSION
          /models/0/artifact/uri     | "file:m.zip"     | models[0].artifact.uri is none of file:///…, https://… and package:NAME/VERSION
          /models/0/artifact/uri     | "package:../m/1" | models[0].artifact.uri is none of file:///…
          /models/0/artifact/sha256  | "ABCD"           | models[0].artifact.sha256 is "ABCD", not 64 lowercase
          /models/0/signature/inputs/0/datatype | "FP16" | models[0].signature.inputs[0].datatype is FP16, not one of [BYTES, FP32, INT64]
          /models/0/signature/inputs/0/shape    | [0]    | models[0].signature.inputs[0].shape[0] is 0
          /models/0/golden/0/minConfidence      | 1.5    | models[0].golden[0].minConfidence is not a number from 0 to 1
          /models/0/golden/0/inputs             | {"t":"x"} | models[0].golden[0].inputs must have exactly the keys [text]
          /models/0/golden/0/expect             | {"domain_confidence":"1"} | models[0].golden[0].expect may only have the keys [domain, hazard]
          /models/0/golden/0/expect/domain      | 3      | ModelServerPlan at models[0].golden[0].expect.domain (line
          /models/0/golden/0/expect             | {}     | models[0].golden[0].expect is empty
          """)
  void refusesAValueThatCannotBeMeant(String pointer, String value, String message)
      throws Exception {
    var owner = scene.configuration.at(pointer.substring(0, pointer.lastIndexOf('/')));
    ((ObjectNode) owner)
        .set(pointer.substring(pointer.lastIndexOf('/') + 1), Scene.MAPPER.readTree(value));

    assertRefused(message);
  }

  @Test
  void refusesAConfidenceForNumbers() {
    ((ObjectNode) scene.model(1).get("golden").get(0)).put("minConfidence", 0.5);

    assertRefused("models[1].golden[0].minConfidence is not 0; only classifiers");
  }

  @Test
  void refusesWhatIsNotJsonOrSaysAThingTwice() throws Exception {
    var file =
        Files.writeString(directory.resolve("bad.json"), "{\"models\": [],\n\"models\": []}");
    assertThatThrownBy(() -> Configuration.read(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("bad.json is not a valid ModelServerPlan (line 2, column");

    assertThatThrownBy(() -> Configuration.read(directory.resolve("absent.json")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("absent.json");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Configuration.read(scene.write()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(message);
  }

  private static void eachKey(JsonNode node, String path, BiConsumer<ObjectNode, String> visitor) {
    if (node instanceof ObjectNode object) {
      for (var key : List.copyOf(object.propertyNames())) {
        var child = path.isEmpty() ? key : path + "." + key;
        // Which keys a golden sample has is the signature's business; see the cases above.
        if (!path.endsWith(".inputs") && !path.endsWith(".expect")) {
          visitor.accept(object, child);
        }
        eachKey(object.get(key), child, visitor);
      }
    }
    for (var i = 0; node.isArray() && i < node.size(); i++) {
      eachKey(node.get(i), path + "[" + i + "]", visitor);
    }
  }
}
