package io.neuralhive.inference;

import io.neuralhive.inference.ModelSpec.Format;
import io.neuralhive.inference.ModelSpec.Golden;
import io.neuralhive.inference.ModelSpec.Task;
import io.neuralhive.plan.InvalidPlanException;
import io.neuralhive.plan.ModelServerPlan;
import io.neuralhive.plan.Plans;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The plan, with every value checked that its shape leaves open.
 *
 * @param cacheDirectory where verified artifacts are kept, by digest; created when absent
 * @param maxBatch most rows in one run of a model, and in one request to a model that batches
 * @param maxQueue most requests that wait for one model; one more is answered with 429
 */
record Configuration(List<ModelSpec> models, Path cacheDirectory, int maxBatch, int maxQueue) {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";
  private static final Pattern PACKAGE = Pattern.compile("package:" + NAME + "/" + NAME);

  /**
   * Reads the plan.
   *
   * @throws StartFailure when it is not such a plan, naming the place
   */
  static Configuration read(Path file) {
    try {
      var plan = Plans.read(file, ModelServerPlan.class);
      return new Checks(file).configuration(plan);
    } catch (InvalidPlanException e) {
      throw new StartFailure(e.getMessage(), e);
    }
  }

  /** The checks of one file; failures name it and the place. */
  private record Checks(Path file) {

    Configuration configuration(ModelServerPlan plan) {
      require(!plan.models().isEmpty(), "models", "is empty; give at least one item");
      notBlank("cacheDirectory", plan.cacheDirectory());
      var names = new HashSet<String>();
      for (var model : plan.models()) {
        require(
            names.add(model.name()),
            "models",
            "has two models with the name " + model.name() + "; rename one");
      }
      return new Configuration(
          each("models", plan.models(), this::model),
          Path.of(plan.cacheDirectory()),
          number("maxBatch", plan.maxBatch(), 4_096),
          number("maxQueue", plan.maxQueue(), 1_000_000));
    }

    private ModelSpec model(String path, ModelServerPlan.Model model) {
      text(path + ".name", model.name(), NAME, "letters, digits, '.', '_' and '-'");
      text(path + ".version", model.version(), NAME, "letters, digits, '.', '_' and '-'");
      oneOf(path + ".format", model.format(), Format.class);
      given(path + ".artifact", model.artifact());
      given(path + ".signature", model.signature());
      var digest = model.artifact().sha256();
      text(path + ".artifact.sha256", digest, "[0-9a-f]{64}", "64 lowercase hexadecimal digits");
      var task = oneOf(path + ".task", model.task(), Task.class);
      var inputs = tensors(path + ".signature.inputs", model.signature().inputs());
      var outputs = tensors(path + ".signature.outputs", model.signature().outputs());
      return new ModelSpec(
          path,
          model.name(),
          model.version(),
          task,
          uri(path + ".artifact.uri", model.artifact().uri()),
          digest,
          inputs,
          outputs,
          each(
              path + ".golden",
              model.golden(),
              (place, golden) -> golden(place, golden, task, inputs, outputs)));
    }

    private URI uri(String path, String text) {
      given(path, text);
      try {
        var uri = new URI(text);
        boolean taken =
            switch (uri.getScheme()) {
              case "https" -> uri.getHost() != null;
              case "file" ->
                  uri.getPath() != null
                      && (uri.getAuthority() == null || uri.getAuthority().isEmpty());
              case "package" -> PACKAGE.matcher(text).matches();
              case null, default -> false;
            };
        require(
            taken,
            path,
            "is none of file:///…, https://… and package:NAME/VERSION; only these are fetched");
        return uri;
      } catch (URISyntaxException e) {
        throw failure(path, "is not a URI: " + e.getMessage());
      }
    }

    private List<TensorSpec> tensors(String path, List<ModelServerPlan.Tensor> tensors) {
      require(!tensors.isEmpty(), path, "is empty; give at least one item");
      var specs = each(path, tensors, this::tensor);
      require(names(specs).size() == specs.size(), path, "names one tensor twice; keep one");
      return specs;
    }

    private TensorSpec tensor(String path, ModelServerPlan.Tensor tensor) {
      notBlank(path + ".name", tensor.name());
      require(!tensor.shape().isEmpty(), path + ".shape", "is empty; give at least one item");
      return new TensorSpec(
          tensor.name(),
          oneOf(path + ".datatype", tensor.datatype(), Datatype.class),
          each(path + ".shape", tensor.shape(), this::dimension));
    }

    private long dimension(String path, int size) {
      require(size != 0, path, "is 0; use -1 for any size");
      require(size >= -1, path, "is " + size + "; use -1 for any size");
      return size;
    }

    private Golden golden(
        String path,
        ModelServerPlan.Golden golden,
        Task task,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs) {
      boolean classifies = task == Task.TextClassification;
      require(
          golden.inputs().keySet().equals(names(inputs)),
          path + ".inputs",
          "must have exactly the keys " + names(inputs));
      var answers =
          names(
              outputs.stream()
                  .filter(output -> !classifies || output.datatype() == Datatype.BYTES)
                  .toList());
      require(!golden.expect().isEmpty(), path + ".expect", "is empty; expect at least one output");
      require(
          answers.containsAll(golden.expect().keySet()),
          path + ".expect",
          "may only have the keys " + answers);
      double least = golden.minConfidence();
      require(least >= 0 && least <= 1, path + ".minConfidence", "is not a number from 0 to 1");
      require(
          classifies || least == 0,
          path + ".minConfidence",
          "is not 0; only classifiers tell how confident they are");
      // Sorted, so that what is told of a failure is the same at each start.
      return new Golden(
          path, new TreeMap<>(golden.inputs()), new TreeMap<>(golden.expect()), least);
    }

    private int number(String path, int value, int most) {
      require(value >= 1 && value <= most, path, "is not a whole number from 1 to " + most);
      return value;
    }

    private void given(String path, Object value) {
      require(value != null, path, "is null; give it");
    }

    private void notBlank(String path, String text) {
      given(path, text);
      require(!text.isBlank(), path, "is blank");
    }

    private void text(String path, String text, String pattern, String meaning) {
      given(path, text);
      require(text.matches(pattern), path, "is \"%s\", not %s".formatted(text, meaning));
    }

    private <E extends Enum<E>> E oneOf(String path, String text, Class<E> type) {
      for (var constant : type.getEnumConstants()) {
        if (constant.name().equals(text)) {
          return constant;
        }
      }
      throw failure(path, "is %s, not one of %s".formatted(text, List.of(type.getEnumConstants())));
    }

    private static <T, R> List<R> each(String path, List<T> items, Item<T, R> item) {
      var made = new ArrayList<R>(items.size());
      for (int i = 0; i < items.size(); i++) {
        made.add(item.at("%s[%d]".formatted(path, i), items.get(i)));
      }
      return List.copyOf(made);
    }

    private void require(boolean holds, String path, String problem) {
      if (!holds) {
        throw failure(path, problem);
      }
    }

    private StartFailure failure(String path, String problem) {
      return new StartFailure("%s: %s %s".formatted(file, path, problem));
    }
  }

  /** Checks and converts an item of a list that stands at a place. */
  private interface Item<T, R> {
    R at(String path, T item);
  }

  private static Set<String> names(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::name).collect(Collectors.toCollection(TreeSet::new));
  }
}
