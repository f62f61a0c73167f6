package io.neuralhive.inference;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A graph whose inputs and outputs are the protocol's own, number for number. */
final class TensorModel implements ServedModel {

  private final OnnxSession session;
  private final Set<String> declared;

  private TensorModel(OnnxSession session, Set<String> declared) {
    this.session = session;
    this.declared = declared;
  }

  static TensorModel load(ModelSpec spec, Path directory) {
    var declared = spec.outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
    return new TensorModel(OnnxSession.open(spec, directory), declared);
  }

  @Override
  public List<TensorSpec> offeredInputs() {
    return session.inputs();
  }

  @Override
  public List<TensorSpec> offeredOutputs() {
    return session.outputs();
  }

  /** A graph does not say which of its dimensions are batches, so nothing is joined by guess. */
  @Override
  public boolean rowsAreIndependent() {
    return false;
  }

  @Override
  public Map<String, Tensor> infer(Map<String, Tensor> inputs) throws ModelFailure {
    return session.run(inputs, declared);
  }

  /** Nothing: which numbers a graph accepts is only known from its golden samples. */
  @Override
  public void warmUp() {}

  @Override
  public void close() {
    session.close();
  }
}
