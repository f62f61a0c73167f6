package io.neuralhive.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One loaded ONNX graph. Several threads may run it at the same time, each on its own core. */
final class OnnxSession implements AutoCloseable {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;

  private OnnxSession(
      OrtEnvironment environment,
      OrtSession session,
      List<TensorSpec> inputs,
      List<TensorSpec> outputs) {
    this.environment = environment;
    this.session = session;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** Loads {@code model.onnx} of the unpacked artifact. */
  static OnnxSession open(ModelSpec spec, Path directory) {
    var file = directory.resolve("model.onnx");
    if (!Files.isRegularFile(file)) {
      throw new StartFailure(spec.path() + ".artifact has no model.onnx at its root; pack it so");
    }
    var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    try (var options = new OrtSession.SessionOptions()) {
      // One core for each run: parallelism comes from runs of different requests, which scales
      // better than splitting the small matrices of one.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      var session = environment.createSession(file.toString(), options);
      try {
        return new OnnxSession(
            environment,
            session,
            session.getInputInfo().values().stream()
                .map(node -> spec(node).orElseThrow(() -> unsupported(spec, node)))
                .toList(),
            session.getOutputInfo().values().stream()
                .map(OnnxSession::spec)
                .flatMap(Optional::stream)
                .toList());
      } catch (RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new StartFailure(
          spec.path() + ".artifact: model.onnx cannot be loaded: " + e.getMessage(), e);
    }
  }

  List<TensorSpec> inputs() {
    return inputs;
  }

  /** The outputs that have an element type this server carries. */
  List<TensorSpec> outputs() {
    return outputs;
  }

  /** Runs the graph on numeric tensors and returns the wanted outputs by name. */
  Map<String, Tensor> run(Map<String, Tensor> given, Set<String> wanted) throws ModelFailure {
    var feeds = new HashMap<String, OnnxTensor>();
    try {
      for (var input : given.entrySet()) {
        feeds.put(input.getKey(), toOnnx(input.getValue()));
      }
      try (var results = session.run(feeds, wanted)) {
        var answers = new HashMap<String, Tensor>();
        for (var result : results) {
          answers.put(result.getKey(), fromOnnx((OnnxTensor) result.getValue()));
        }
        return answers;
      }
    } catch (OrtException e) {
      throw new ModelFailure(e.getMessage(), e);
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not close the session", e);
    }
  }

  private OnnxTensor toOnnx(Tensor tensor) throws OrtException {
    var shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    return switch (tensor) {
      case Tensor.Floats floats ->
          OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats.values()), shape);
      case Tensor.Longs longs ->
          OnnxTensor.createTensor(environment, LongBuffer.wrap(longs.values()), shape);
      case Tensor.Bytes _ -> throw new IllegalArgumentException("an ONNX graph takes numbers here");
    };
  }

  private static Tensor fromOnnx(OnnxTensor tensor) {
    var shape = Arrays.stream(tensor.getInfo().getShape()).boxed().toList();
    if (tensor.getInfo().type == OnnxJavaType.FLOAT) {
      var buffer = tensor.getFloatBuffer();
      var values = new float[buffer.remaining()];
      buffer.get(values);
      return new Tensor.Floats(shape, values);
    }
    var buffer = tensor.getLongBuffer();
    var values = new long[buffer.remaining()];
    buffer.get(values);
    return new Tensor.Longs(shape, values);
  }

  private static Optional<TensorSpec> spec(NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo info)) {
      return Optional.empty();
    }
    var shape = Arrays.stream(info.getShape()).boxed().toList();
    return switch (info.type) {
      case FLOAT -> Optional.of(new TensorSpec(node.getName(), Datatype.FP32, shape));
      case INT64 -> Optional.of(new TensorSpec(node.getName(), Datatype.INT64, shape));
      default -> Optional.empty();
    };
  }

  private static StartFailure unsupported(ModelSpec spec, NodeInfo node) {
    return new StartFailure(
        "%s.artifact: model.onnx wants the input %s as %s; export it with FP32 or INT64 inputs"
            .formatted(spec.path(), node.getName(), node.getInfo()));
  }
}
