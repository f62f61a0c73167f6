package io.neuralhive.operator.model;

import io.fabric8.kubernetes.api.model.Quantity;
import io.neuralhive.api.v1alpha1.common.Resources;
import io.neuralhive.api.v1alpha1.model.GoldenSample;
import io.neuralhive.api.v1alpha1.model.ModelDeployment;
import io.neuralhive.api.v1alpha1.model.ModelDeploymentSpec;
import io.neuralhive.api.v1alpha1.model.Tensor;
import io.neuralhive.operator.kube.Labels;
import io.neuralhive.plan.ModelServerPlan;
import io.neuralhive.plan.Plans;
import io.neuralhive.planner.MountPaths;
import io.neuralhive.planner.Names;
import java.util.List;
import java.util.Map;

/**
 * What has to run for a model.
 *
 * @param model the primary
 * @param name name of every owned object
 * @param image image of the server
 * @param server content of the server's file
 * @param hash hash of that content
 */
record ModelPlan(
    ModelDeployment model,
    String name,
    String image,
    int replicas,
    Resources resources,
    ModelServerPlan server,
    String hash) {
  static final String PROGRAM = "inference";
  static final String KEY = "models.json";
  static final String FILE = MountPaths.PLAN_FOLDER + "/" + KEY;
  static final String CACHE = "/var/cache/neural-hive";
  static final int PORT = Names.HTTP_PORT;
  private static final int MAX_BATCH = 32;
  private static final int MAX_QUEUE = 256;
  private static final Quantity CPU = new Quantity("500m");
  private static final Quantity MEMORY = new Quantity("1Gi");

  static ModelPlan of(ModelDeployment model, String image) {
    var spec = model.getSpec();
    var server = server(model.getMetadata().getName(), spec);
    return new ModelPlan(
        model,
        Names.model(model.getMetadata().getName()),
        image,
        spec.scale() == null || spec.scale().replicas() == null ? 1 : spec.scale().replicas(),
        resources(spec.resources()),
        server,
        Plans.hash(server));
  }

  Map<String, String> labels() {
    return Labels.of(PROGRAM, Labels.MODEL, model.getMetadata().getName(), name);
  }

  String url() {
    return Names.modelUrl(model.getMetadata().getNamespace(), model.getMetadata().getName());
  }

  private static Resources resources(Resources declared) {
    return new Resources(
        declared == null || declared.cpu() == null ? CPU : declared.cpu(),
        declared == null || declared.memory() == null ? MEMORY : declared.memory());
  }

  private static ModelServerPlan server(String name, ModelDeploymentSpec spec) {
    return new ModelServerPlan(
        List.of(
            new ModelServerPlan.Model(
                name,
                // The digest is the one version that cannot be wrong.
                spec.artifact().sha256().substring(0, 12),
                spec.task().name(),
                spec.format().name(),
                new ModelServerPlan.Artifact(spec.artifact().uri(), spec.artifact().sha256()),
                new ModelServerPlan.Signature(
                    tensors(spec.signature().inputs()), tensors(spec.signature().outputs())),
                spec.golden().stream().map(sample -> golden(spec, sample)).toList())),
        CACHE,
        MAX_BATCH,
        MAX_QUEUE);
  }

  private static List<ModelServerPlan.Tensor> tensors(List<Tensor> tensors) {
    return tensors.stream()
        .map(
            tensor ->
                new ModelServerPlan.Tensor(tensor.name(), tensor.datatype().name(), tensor.shape()))
        .toList();
  }

  private static ModelServerPlan.Golden golden(ModelDeploymentSpec spec, GoldenSample sample) {
    return new ModelServerPlan.Golden(
        Map.of(spec.signature().inputs().getFirst().name(), sample.text()),
        Map.of(sample.output(), sample.label()),
        sample.minConfidencePercent() == null ? 0.0 : sample.minConfidencePercent() / 100.0);
  }
}
