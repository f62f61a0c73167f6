package io.neuralhive.api.v1alpha1;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.neuralhive.local.controlplane.TestControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real API server that knows the kinds. */
final class ApiServer {

  private static final Path DEFINITIONS = Path.of(".");

  private ApiServer() {}

  /** A client of a namespace that is new and has nothing in it. */
  static KubernetesClient client() throws IOException {
    try (var admin = new KubernetesClientBuilder().withConfig(config()).build()) {
      install(admin);
      var namespace =
          admin
              .resource(
                  new NamespaceBuilder()
                      .withNewMetadata()
                      .withGenerateName("crds-")
                      .endMetadata()
                      .build())
              .create();
      return new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(config()).withNamespace(namespace.getMetadata().getName()).build())
          .build();
    }
  }

  private static Config config() {
    return Config.fromKubeconfig(TestControlPlane.shared().kubeconfig().toFile());
  }

  private static void install(KubernetesClient admin) throws IOException {
    try (var files = Files.newDirectoryStream(DEFINITIONS, "*.yaml")) {
      for (var file : files) {
        try (var content = Files.newInputStream(file)) {
          var definition =
              admin.resource((CustomResourceDefinition) admin.load(content).items().getFirst());
          definition.forceConflicts().serverSideApply();
          definition.waitUntilCondition(ApiServer::isServed, 30, TimeUnit.SECONDS);
        }
      }
    }
  }

  private static boolean isServed(CustomResourceDefinition definition) {
    // A server answers with a status before there are conditions in it.
    return Optional.ofNullable(definition.getStatus())
        .map(CustomResourceDefinitionStatus::getConditions)
        .orElse(List.of())
        .stream()
        .anyMatch(
            condition ->
                condition.getType().equals("Established") && condition.getStatus().equals("True"));
  }
}
