package io.neuralhive.operator.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.local.controlplane.TestControlPlane;
import io.neuralhive.local.services.TestServices;
import io.neuralhive.operator.OperatorForTests;
import io.neuralhive.operator.runtime.OperatorConfig;
import io.neuralhive.operator.runtime.OperatorProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The real control plane and services with the operator on them, once per JVM. The operator is the
 * ServiceAccount that the manifests ship, and may do what they allow, no more.
 */
final class Cluster {
  static final String OPERATOR = "system:serviceaccount:neural-hive-system:neural-hive-operator";
  private static final Path ROOT = Path.of("../..");

  private final KubernetesClient admin;
  private final Writes writes = new Writes();
  private final OperatorProcess process;

  private Cluster() throws IOException {
    var plane = TestControlPlane.shared();
    admin = client(plane.kubeconfig(), null);
    install(ROOT.resolve("crds"));
    install(ROOT.resolve("operator/install"));
    admin
        .apps()
        .deployments()
        .inNamespace("neural-hive-system")
        .withName("neural-hive-operator")
        .scale(0);
    process = OperatorForTests.start(operatorClient(writes), config(null));
    Runtime.getRuntime().addShutdownHook(new Thread(process::close));
  }

  static Cluster shared() {
    return Holder.SHARED;
  }

  private static final class Holder {
    static final Cluster SHARED = start();

    private static Cluster start() {
      try {
        return new Cluster();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  KubernetesClient admin() {
    return admin;
  }

  Writes writes() {
    return writes;
  }

  /** Passes of all controllers so far, as the metrics count them. */
  int reconciliations() {
    try {
      var metrics =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://localhost:%d/metrics".formatted(process.port())))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return metrics
          .lines()
          .filter(
              line -> line.startsWith("operator_sdk_controllers_execution_reconcile_success_total"))
          .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Quick settings, so that drift is put right while a test waits. */
  static OperatorConfig config(OperatorConfig.LeaderElection election) {
    return new OperatorConfig(
        List.of(),
        new OperatorConfig.Images("runner", "gateway", "inference"),
        8,
        1,
        1,
        60,
        election);
  }

  /** A client that is the operator's ServiceAccount. */
  static KubernetesClient operatorClient(Writes writes) throws IOException {
    var file = Files.createTempDirectory("operator-").resolve("kubeconfig");
    TestControlPlane.shared()
        .writeKubeconfig(
            file,
            OPERATOR,
            List.of("system:serviceaccounts", "system:serviceaccounts:neural-hive-system"));
    return client(file, writes);
  }

  private static KubernetesClient client(Path kubeconfig, Writes writes) {
    var builder =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig.toFile()));
    if (writes != null) {
      builder.withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("writes", writes));
    }
    return builder.build();
  }

  private void install(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        apply(Files.readString(file), null);
      }
    }
    for (var kind :
        List.of(
            "cognitivepipelines",
            "cognitiveplatforms",
            "databaseschemas",
            "eventstreams",
            "modeldeployments")) {
      var crd =
          admin.apiextensions().v1().customResourceDefinitions().withName(kind + ".neuralhive.io");
      await(
          kind + " is established",
          () ->
              crd.get().getStatus() != null
                  && crd.get().getStatus().getConditions().stream()
                      .anyMatch(
                          c -> c.getType().equals("Established") && c.getStatus().equals("True")));
    }
  }

  /** Applies manifests as a user would. */
  void apply(String yaml, String namespace) {
    for (var object :
        admin.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items()) {
      if (namespace != null) {
        object.getMetadata().setNamespace(namespace);
      }
      admin.resource(object).patch(userApply());
    }
  }

  private static PatchContext userApply() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager("user")
        .withForce(true)
        .build();
  }

  /** Applies the files of the shipped example. */
  void applyExample(String namespace, String... files) throws IOException {
    for (var file : files) {
      apply(example(file), namespace);
    }
  }

  static String example(String file) throws IOException {
    return Files.readString(ROOT.resolve("examples/intention-flow").resolve(file));
  }

  void namespace(String name) {
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** A namespace with a platform named hive on the real services. */
  void platform(String namespace) {
    namespace(namespace);
    var services = TestServices.shared();
    var registry = services.registry();
    var postgres = services.postgres();
    var redis = services.redis();
    secret(namespace, "postgresql", "username", postgres.user(), "password", postgres.password());
    secret(namespace, "redis", "password", redis.password());
    apply(
        """
        apiVersion: neuralhive.io/v1alpha1
        kind: CognitivePlatform
        metadata:
          name: hive
        spec:
          kafka:
            external:
              bootstrapServers: %s
          schemaRegistry:
            external:
              url: %s
          postgresql:
            external: {host: %s, port: %d, database: %s, secretRef: {name: postgresql}}
          redis:
            external: {host: %s, port: %d, secretRef: {name: redis}}
          stageLibraries:
            - {name: intention, image: runner-intention, functions: [capture, understand, plan]}
        """
            .formatted(
                services.kafka().bootstrapServers(),
                registry.ccompatUrl(),
                postgres.host(),
                postgres.port(),
                postgres.database(),
                redis.host(),
                redis.port()),
        namespace);
    await(
        "platform is Ready",
        () -> "AllReachable".equals(reason(CognitivePlatform.class, namespace, "hive", "Ready")));
  }

  void secret(String namespace, String name, String... pairs) {
    var secret =
        new SecretBuilder().withNewMetadata().withNamespace(namespace).withName(name).endMetadata();
    for (int i = 0; i < pairs.length; i += 2) {
      secret.addToStringData(pairs[i], pairs[i + 1]);
    }
    admin.resource(secret.build()).patch(userApply());
  }

  <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
    return admin.resources(kind).inNamespace(namespace).withName(name).get();
  }

  /** Reason of a condition, once its generation is the spec's; null before. */
  String reason(Class<? extends HasMetadata> kind, String namespace, String name, String type) {
    return condition(kind, namespace, name, type, "reason");
  }

  String message(Class<? extends HasMetadata> kind, String namespace, String name, String type) {
    return condition(kind, namespace, name, type, "message");
  }

  private String condition(
      Class<? extends HasMetadata> kind, String namespace, String name, String type, String field) {
    var object = get(kind, namespace, name);
    if (object == null) {
      return null;
    }
    JsonNode tree = Serialization.jsonMapper().valueToTree(object);
    for (var condition : tree.path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)
          && condition.path("observedGeneration").asLong()
              == object.getMetadata().getGeneration()) {
        return condition.path(field).asText();
      }
    }
    return null;
  }

  static void await(String what, BooleanSupplier condition) {
    await(what, Duration.ofSeconds(20), condition);
  }

  static void await(String what, Duration limit, BooleanSupplier condition) {
    var end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within %d s: %s".formatted(limit.toSeconds(), what));
      }
      LockSupport.parkNanos(50_000_000);
    }
  }
}
