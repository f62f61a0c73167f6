package io.neuralhive.inference;

import io.neuralhive.inference.DeployedModel.Phase;
import io.neuralhive.inference.ModelSpec.Task;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All models of the configuration, and the way each one takes until it is ready. */
final class ModelRegistry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);

  private final Configuration configuration;
  private final Arguments arguments;
  private final ServerMetrics metrics;
  private final Map<String, DeployedModel> models = new LinkedHashMap<>();

  ModelRegistry(Configuration configuration, Arguments arguments, ServerMetrics metrics) {
    this.configuration = configuration;
    this.arguments = arguments;
    this.metrics = metrics;
    for (var spec : configuration.models()) {
      var model = new DeployedModel(spec);
      models.put(spec.name(), model);
      metrics.register(model);
    }
  }

  Collection<DeployedModel> models() {
    return models.values();
  }

  Optional<DeployedModel> find(String name) {
    return Optional.ofNullable(models.get(name));
  }

  boolean ready() {
    return models.values().stream().allMatch(DeployedModel::ready);
  }

  /** Most rows in one request to this model; 0 when its requests are not batched. */
  int maxRows(ModelSpec spec) {
    return spec.task() == Task.TextClassification ? configuration.maxBatch() : 0;
  }

  /**
   * Loads one model after the other.
   *
   * @throws StartFailure if one of them can never serve; a failed golden sample is not that
   */
  void load() {
    var store =
        new ArtifactStore(
            configuration.cacheDirectory(), arguments.packages(), ArtifactStore::httpsClient);
    for (var model : models.values()) {
      var start = System.nanoTime();
      var next = prove(model.spec(), store);
      model.loaded(next, Duration.ofNanos(System.nanoTime() - start));
      if (next instanceof Phase.Ready) {
        LOG.info(
            "model {} {} is ready after {} ms",
            model.spec().name(),
            model.spec().version(),
            model.loadTime().toMillis());
      }
    }
  }

  @Override
  public void close() {
    models.values().forEach(DeployedModel::close);
  }

  private Phase prove(ModelSpec spec, ArtifactStore store) {
    var served = ServedModel.load(spec, store.fetch(spec));
    try {
      served.warmUp();
      var problem = new GoldenSamples(spec, served).firstProblem();
      if (problem.isPresent()) {
        LOG.error(
            "model {} {} failed a golden sample and will not answer; /v2/models/{}/ready says"
                + " which",
            spec.name(),
            spec.version(),
            spec.name());
        served.close();
        return new Phase.GoldenFailed(problem.get());
      }
    } catch (StartFailure e) {
      served.close();
      throw e;
    } catch (ModelFailure e) {
      served.close();
      throw new StartFailure(spec.path() + ".artifact does not fit together: " + e.getMessage(), e);
    }
    var queue =
        new BatchQueue(
            spec.name(),
            served,
            configuration.maxBatch(),
            configuration.maxQueue(),
            arguments.threads(),
            metrics.batchSizes(spec));
    return new Phase.Ready(queue);
  }
}
