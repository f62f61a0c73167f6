package io.neuralhive.inference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code labels.json} of a text classifier's artifact says about its graph.
 *
 * @param input the name of the text input
 * @param prefix put before every text, as the encoder was trained
 * @param maxTokens longer texts are cut here, special tokens included
 * @param embedding the graph's output that holds the sentence vector, if there is one
 */
record Labels(
    String input, String prefix, int maxTokens, List<Head> heads, Optional<String> embedding) {

  /**
   * One question the classifier answers.
   *
   * @param output the name its label is served under
   * @param probabilities the graph's output with one probability for each label
   * @param labels in the order of the probabilities
   */
  record Head(String output, String probabilities, List<String> labels) {

    String confidenceOutput() {
      return output + "_confidence";
    }

    String probabilitiesOutput() {
      return output + "_probabilities";
    }
  }

  static Labels read(ModelSpec spec, Path directory) {
    var label = spec.path() + ".artifact: labels.json";
    var file = directory.resolve("labels.json");
    if (!Files.isRegularFile(file)) {
      throw new StartFailure(label + " is not at the root of the archive; pack it so");
    }
    var root = StrictJson.read(file, label);
    root.keys(Set.of("name", "version", "task", "input", "heads"), Set.of("embedding"));
    var input = root.get("input").keys("name", "prefix", "maxTokens");
    if (!root.get("task").text().equals("text-classification")) {
      throw root.get("task").failure("is not text-classification; declare another task");
    }
    return new Labels(
        input.get("name").text(),
        input.get("prefix").anyText(),
        input.get("maxTokens").integer(4, 1 << 20),
        root.get("heads").someList().stream().map(Labels::head).toList(),
        root.has("embedding") ? Optional.of(root.get("embedding").text()) : Optional.empty());
  }

  private static Head head(StrictJson json) {
    json.keys("output", "probabilities", "labels");
    return new Head(
        json.get("output").text(),
        json.get("probabilities").text(),
        json.get("labels").someList().stream().map(StrictJson::text).toList());
  }
}
