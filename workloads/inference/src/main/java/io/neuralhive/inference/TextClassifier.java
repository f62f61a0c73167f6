package io.neuralhive.inference;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text encoder with classification heads. Each head {@code X} answers with {@code X} (the most
 * probable label), {@code X_confidence} (its probability) and {@code X_probabilities} (all of them,
 * in the order of the labels).
 */
final class TextClassifier implements ServedModel {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";

  private final OnnxSession session;
  private final HuggingFaceTokenizer tokenizer;
  private final Labels labels;
  private final List<TensorSpec> outputs;
  private final Set<String> wanted;

  private TextClassifier(
      OnnxSession session,
      HuggingFaceTokenizer tokenizer,
      Labels labels,
      List<TensorSpec> outputs,
      Set<String> wanted) {
    this.session = session;
    this.tokenizer = tokenizer;
    this.labels = labels;
    this.outputs = outputs;
    this.wanted = wanted;
  }

  static TextClassifier load(ModelSpec spec, Path directory) {
    var labels = Labels.read(spec, directory);
    var session = OnnxSession.open(spec, directory);
    try {
      var outputs = outputs(spec, labels, session);
      var wanted = new HashSet<String>();
      labels.heads().forEach(head -> wanted.add(head.probabilities()));
      labels
          .embedding()
          .filter(name -> spec.outputs().stream().anyMatch(output -> output.name().equals(name)))
          .ifPresent(wanted::add);
      var tokenizer = tokenizer(spec, directory, labels.maxTokens());
      return new TextClassifier(session, tokenizer, labels, outputs, Set.copyOf(wanted));
    } catch (StartFailure e) {
      session.close();
      throw e;
    }
  }

  @Override
  public List<TensorSpec> offeredInputs() {
    return List.of(new TensorSpec(labels.input(), Datatype.BYTES, List.of(-1L)));
  }

  @Override
  public List<TensorSpec> offeredOutputs() {
    return outputs;
  }

  @Override
  public boolean rowsAreIndependent() {
    return true;
  }

  @Override
  public Map<String, Tensor> infer(Map<String, Tensor> inputs) throws ModelFailure {
    var texts = ((Tensor.Bytes) inputs.get(labels.input())).values();
    var encodings =
        tokenizer.batchEncode(texts.stream().map(text -> labels.prefix() + text).toList());
    var graph = run(encodings);
    var answers = new HashMap<String, Tensor>();
    for (var head : labels.heads()) {
      classify(head, graph.get(head.probabilities()), texts.size(), answers);
    }
    labels.embedding().filter(wanted::contains).ifPresent(e -> answers.put(e, graph.get(e)));
    return answers;
  }

  @Override
  public void warmUp() throws ModelFailure {
    infer(Map.of(labels.input(), new Tensor.Bytes(List.of(1L), List.of(labels.prefix()))));
  }

  @Override
  public void close() {
    session.close();
    tokenizer.close();
  }

  /** The wanted outputs, row by row as encoded, whatever order the rows ran in. */
  private Map<String, Tensor.Floats> run(Encoding[] encodings) throws ModelFailure {
    var lengths = Arrays.stream(encodings).mapToInt(e -> e.getIds().length).toArray();
    var whole = new HashMap<String, Tensor.Floats>();
    for (var group : LengthGroups.of(lengths)) {
      var part = session.run(feeds(encodings, group), wanted);
      for (var name : wanted) {
        scatter((Tensor.Floats) part.get(name), group, encodings.length, name, whole);
      }
    }
    return whole;
  }

  private static void scatter(
      Tensor.Floats part,
      List<Integer> group,
      int rows,
      String name,
      Map<String, Tensor.Floats> whole)
      throws ModelFailure {
    if (part.shape().size() != 2 || part.rowCount() != group.size()) {
      throw new ModelFailure(
          "output %s has shape %s for %d rows".formatted(name, part.shape(), group.size()));
    }
    var width = part.shape().get(1).intValue();
    var all =
        whole.computeIfAbsent(
            name,
            _ -> new Tensor.Floats(List.of((long) rows, (long) width), new float[rows * width]));
    for (var i = 0; i < group.size(); i++) {
      System.arraycopy(part.values(), i * width, all.values(), group.get(i) * width, width);
    }
  }

  private static Map<String, Tensor> feeds(Encoding[] encodings, List<Integer> group) {
    var rows = group.size();
    var tokens = group.stream().mapToInt(row -> encodings[row].getIds().length).max().orElse(0);
    var ids = new long[rows * tokens];
    var mask = new long[rows * tokens];
    for (var i = 0; i < rows; i++) {
      var encoding = encodings[group.get(i)];
      var length = encoding.getIds().length;
      System.arraycopy(encoding.getIds(), 0, ids, i * tokens, length);
      System.arraycopy(encoding.getAttentionMask(), 0, mask, i * tokens, length);
    }
    var shape = List.of((long) rows, (long) tokens);
    return Map.of(IDS, new Tensor.Longs(shape, ids), MASK, new Tensor.Longs(shape, mask));
  }

  private static void classify(
      Labels.Head head, Tensor.Floats probabilities, int rows, Map<String, Tensor> answers)
      throws ModelFailure {
    var width = head.labels().size();
    if (!probabilities.shape().equals(List.of((long) rows, (long) width))) {
      throw new ModelFailure(
          "output %s has shape %s for %d rows and %d labels"
              .formatted(head.probabilities(), probabilities.shape(), rows, width));
    }
    var best = new ArrayList<String>(rows);
    var confidence = new float[rows];
    for (var row = 0; row < rows; row++) {
      var top = row * width;
      for (var i = top + 1; i < (row + 1) * width; i++) {
        if (probabilities.values()[i] > probabilities.values()[top]) {
          top = i;
        }
      }
      best.add(head.labels().get(top - row * width));
      confidence[row] = probabilities.values()[top];
    }
    var column = List.of((long) rows);
    answers.put(head.output(), new Tensor.Bytes(column, List.copyOf(best)));
    answers.put(head.confidenceOutput(), new Tensor.Floats(column, confidence));
    answers.put(head.probabilitiesOutput(), probabilities);
  }

  private static List<TensorSpec> outputs(ModelSpec spec, Labels labels, OnnxSession session) {
    var graphInputs = session.inputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
    if (!graphInputs.equals(Set.of(IDS, MASK))) {
      throw new StartFailure(
          "%s.artifact: model.onnx wants the inputs %s; a text classifier has %s and %s"
              .formatted(spec.path(), graphInputs, IDS, MASK));
    }
    var offered = new ArrayList<TensorSpec>();
    for (var head : labels.heads()) {
      requireFloats(spec, session, head.probabilities());
      var width = (long) head.labels().size();
      offered.add(new TensorSpec(head.output(), Datatype.BYTES, List.of(-1L)));
      offered.add(new TensorSpec(head.confidenceOutput(), Datatype.FP32, List.of(-1L)));
      offered.add(new TensorSpec(head.probabilitiesOutput(), Datatype.FP32, List.of(-1L, width)));
    }
    labels.embedding().map(name -> requireFloats(spec, session, name)).ifPresent(offered::add);
    return List.copyOf(offered);
  }

  private static TensorSpec requireFloats(ModelSpec spec, OnnxSession session, String name) {
    return session.outputs().stream()
        .filter(output -> output.name().equals(name) && output.datatype() == Datatype.FP32)
        .findFirst()
        .orElseThrow(
            () ->
                new StartFailure(
                    ("%s.artifact: labels.json names the output %s, but model.onnx has %s;"
                            + " pack the two that belong together")
                        .formatted(spec.path(), name, session.outputs())));
  }

  private static HuggingFaceTokenizer tokenizer(ModelSpec spec, Path directory, int maxTokens) {
    var file = directory.resolve("tokenizer.json");
    if (!Files.isRegularFile(file)) {
      throw new StartFailure(spec.path() + ".artifact has no tokenizer.json at its root");
    }
    try {
      return HuggingFaceTokenizer.newInstance(
          file,
          Map.of(
              "maxLength", Integer.toString(maxTokens), "truncation", "true", "padding", "false"));
    } catch (IOException | RuntimeException e) {
      throw new StartFailure(
          spec.path() + ".artifact: tokenizer.json cannot be loaded: " + e.getMessage(), e);
    }
  }
}
