package io.neuralhive.inference;

import io.neuralhive.inference.ModelSpec.Format;
import io.neuralhive.inference.ModelSpec.Golden;
import io.neuralhive.inference.ModelSpec.Task;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole configuration file. Every key is required and no other is known.
 *
 * @param cacheDirectory where verified artifacts are kept, by digest; created when absent
 * @param maxBatch most rows in one run of a model, and in one request to a model that batches
 * @param maxQueue most requests that wait for one model; one more is answered with 429
 */
record Configuration(List<ModelSpec> models, Path cacheDirectory, int maxBatch, int maxQueue) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern PACKAGE = Pattern.compile("package:" + NAME + "/" + NAME);
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  static Configuration read(Path file) {
    var root = StrictJson.read(file, file.toString());
    root.keys("models", "cacheDirectory", "maxBatch", "maxQueue");
    var models = root.get("models").someList().stream().map(Configuration::model).toList();
    var names = new HashSet<String>();
    for (var model : models) {
      if (!names.add(model.name())) {
        throw root.get("models")
            .failure("has two models with the name " + model.name() + "; rename one");
      }
    }
    return new Configuration(
        models,
        Path.of(root.get("cacheDirectory").text()),
        root.get("maxBatch").integer(1, 4_096),
        root.get("maxQueue").integer(1, 1_000_000));
  }

  private static ModelSpec model(StrictJson json) {
    json.keys("name", "version", "task", "format", "artifact", "signature", "golden");
    json.get("format").oneOf(Format.class);
    var task = json.get("task").oneOf(Task.class);
    var artifact = json.get("artifact").keys("uri", "sha256");
    var signature = json.get("signature").keys("inputs", "outputs");
    var inputs = tensors(signature.get("inputs"));
    var outputs = tensors(signature.get("outputs"));
    return new ModelSpec(
        json.path(),
        json.get("name").text(NAME, "letters, digits, '.', '_' and '-'"),
        json.get("version").text(NAME, "letters, digits, '.', '_' and '-'"),
        task,
        uri(artifact.get("uri")),
        artifact.get("sha256").text(DIGEST, "64 lowercase hexadecimal digits"),
        inputs,
        outputs,
        json.get("golden").list().stream()
            .map(golden -> golden(golden, task, inputs, outputs))
            .toList());
  }

  private static URI uri(StrictJson json) {
    try {
      var uri = new URI(json.text());
      if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
      if ("file".equals(uri.getScheme())
          && uri.getPath() != null
          && (uri.getAuthority() == null || uri.getAuthority().isEmpty())) {
        return uri;
      }
      if ("package".equals(uri.getScheme()) && PACKAGE.matcher(uri.toString()).matches()) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw json.failure("is not a URI: " + e.getMessage());
    }
    throw json.failure(
        "is none of file:///…, https://… and package:NAME/VERSION; only these are fetched");
  }

  private static List<TensorSpec> tensors(StrictJson json) {
    var specs =
        json.someList().stream()
            .map(tensor -> tensor.keys("name", "datatype", "shape"))
            .map(
                tensor ->
                    new TensorSpec(
                        tensor.get("name").text(),
                        tensor.get("datatype").oneOf(Datatype.class),
                        tensor.get("shape").someList().stream()
                            .map(Configuration::dimension)
                            .toList()))
            .toList();
    if (names(specs).size() != specs.size()) {
      throw json.failure("names one tensor twice; keep one");
    }
    return specs;
  }

  private static long dimension(StrictJson json) {
    var size = json.integer(-1, Integer.MAX_VALUE);
    if (size == 0) {
      throw json.failure("is 0; use -1 for any size");
    }
    return size;
  }

  private static Golden golden(
      StrictJson json, Task task, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    var classifies = task == Task.TextClassification;
    json.keys(
        classifies ? Set.of("inputs", "expect", "minConfidence") : Set.of("inputs", "expect"),
        Set.of());
    var given = json.get("inputs").map();
    var expected = json.get("expect").map();
    if (!given.keySet().equals(names(inputs))) {
      throw json.get("inputs").failure("must have exactly the keys " + names(inputs));
    }
    var answers =
        classifies
            ? outputs.stream().filter(output -> output.datatype() == Datatype.BYTES).toList()
            : outputs;
    if (!names(answers).containsAll(expected.keySet())) {
      throw json.get("expect").failure("may only have the keys " + names(answers));
    }
    if (classifies) {
      Stream.of("inputs", "expect")
          .map(json::get)
          .forEach(texts -> texts.map().keySet().forEach(key -> texts.get(key).anyText()));
    }
    return new Golden(
        json.path(),
        given,
        expected,
        classifies
            ? OptionalDouble.of(json.get("minConfidence").fraction())
            : OptionalDouble.empty());
  }

  private static Set<String> names(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::name).collect(Collectors.toCollection(TreeSet::new));
  }
}
