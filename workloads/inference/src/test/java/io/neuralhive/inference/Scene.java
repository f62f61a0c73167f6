package io.neuralhive.inference;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A folder with packed test models, a configuration of them, and HTTP calls to a real server. */
final class Scene {

  static final JsonMapper MAPPER = JsonMapper.shared();
  static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Path MODELS = Path.of("src/test/resources/models");

  private final Path directory;
  final ObjectNode configuration;

  Scene(Path directory) {
    this.directory = directory;
    this.configuration = MAPPER.createObjectNode();
    configuration.putArray("models");
    configuration.put("cacheDirectory", directory.resolve("cache").toString());
    configuration.put("maxBatch", 8);
    configuration.put("maxQueue", 64);
  }

  /** Adds the text classifier with its whole signature and one golden sample. */
  Scene withTopic() throws Exception {
    return with(
        "topic",
        "TextClassification",
        """
        {"inputs":[{"name":"text","datatype":"BYTES","shape":[-1]}],
         "outputs":[{"name":"domain","datatype":"BYTES","shape":[-1]},
                    {"name":"domain_confidence","datatype":"FP32","shape":[-1]},
                    {"name":"hazard","datatype":"BYTES","shape":[-1]},
                    {"name":"hazard_probabilities","datatype":"FP32","shape":[-1,2]},
                    {"name":"embedding","datatype":"FP32","shape":[-1,4]}]}
        """,
        """
        [{"inputs":{"text":"the customer wants an invoice"},
          "expect":{"domain":"BUSINESS","hazard":"none"},"minConfidence":0.8}]
        """);
  }

  Scene withLinear() throws Exception {
    return with(
        "linear",
        "TensorInference",
        """
        {"inputs":[{"name":"x","datatype":"FP32","shape":[-1,3]},
                   {"name":"n","datatype":"INT64","shape":[-1]}],
         "outputs":[{"name":"y","datatype":"FP32","shape":[-1,3]},
                    {"name":"total","datatype":"INT64","shape":[-1]}]}
        """,
        """
        [{"inputs":{"x":"[[0,1,-2.5]]","n":"[21]"},"expect":{"y":"[[1,3,-4]]","total":"[42]"},
          "minConfidence":0}]
        """);
  }

  Scene withSpin() throws Exception {
    return with(
        "spin",
        "TensorInference",
        """
        {"inputs":[{"name":"n","datatype":"INT64","shape":[1]}],
         "outputs":[{"name":"count","datatype":"INT64","shape":[1]}]}
        """,
        "[]");
  }

  /** The declaration of a model that was added. */
  ObjectNode model(int index) {
    return (ObjectNode) configuration.get("models").get(index);
  }

  Path write() throws IOException {
    return Files.writeString(directory.resolve("models.json"), configuration.toString());
  }

  InferenceServer start() throws IOException {
    return InferenceServer.start(new Arguments(write(), "127.0.0.1", 0, 1, Optional.empty()));
  }

  /** Starts and waits until the models were tried. */
  InferenceServer startLoaded() throws Exception {
    var server = start();
    try {
      server.awaitLoaded();
      return server;
    } catch (StartFailure e) {
      server.close();
      throw e;
    }
  }

  private Scene with(String name, String task, String signature, String golden) throws Exception {
    var archive = directory.resolve(name + ".zip");
    pack(MODELS.resolve(name), archive);
    var model = ((ArrayNode) configuration.get("models")).addObject();
    model.put("name", name).put("version", "1.0.0").put("task", task).put("format", "Onnx");
    model
        .putObject("artifact")
        .put("uri", archive.toUri().toString())
        .put("sha256", sha256(archive));
    model.set("signature", MAPPER.readTree(signature));
    model.set("golden", MAPPER.readTree(golden));
    return this;
  }

  static void pack(Path folder, Path archive) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive));
        var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        add(zip, file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
  }

  static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  /** One text request body. */
  static String texts(String... texts) {
    return "{\"inputs\":[{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[%d],\"data\":%s}]}"
        .formatted(texts.length, MAPPER.writeValueAsString(List.of(texts)));
  }

  static HttpResponse<String> get(InferenceServer server, String path) throws Exception {
    return HTTP.send(request(server, path).build(), BodyHandlers.ofString());
  }

  static HttpResponse<String> post(InferenceServer server, String path, String body)
      throws Exception {
    return HTTP.send(
        request(server, path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  static HttpRequest.Builder request(InferenceServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  static JsonNode json(HttpResponse<String> response) {
    return MAPPER.readTree(response.body());
  }

  /** The output of that name in an answer. */
  static JsonNode output(HttpResponse<String> response, String name) {
    for (var output : json(response).get("outputs")) {
      if (output.get("name").stringValue().equals(name)) {
        return output;
      }
    }
    throw new AssertionError("no output " + name + " in " + response.body());
  }
}
