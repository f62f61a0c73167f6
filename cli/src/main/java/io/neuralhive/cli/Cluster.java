package io.neuralhive.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.neuralhive.local.process.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A cluster that YAML is applied to, as {@code kubectl apply --server-side} would. */
final class Cluster {

  private static final String FIELD_MANAGER = "hive-up";

  private final KubernetesClient client;

  Cluster(KubernetesClient client) {
    this.client = client;
  }

  KubernetesClient client() {
    return client;
  }

  /** Applies the definitions in a folder and waits until the API server serves them. */
  void applyDefinitions(Path folder) throws IOException {
    var definitions = load(folder);
    apply(definitions);
    Await.that("the API server serves the kinds of " + folder)
        .within(Duration.ofSeconds(30))
        .until(() -> definitions.stream().allMatch(this::established));
  }

  /** Applies every YAML file of a folder, in the order of their names, and returns the objects. */
  List<HasMetadata> applyFolder(Path folder, String defaultNamespace) throws IOException {
    var objects = load(folder);
    for (var object : objects) {
      if (object.getMetadata().getNamespace() == null && isNamespaced(object)) {
        object.getMetadata().setNamespace(defaultNamespace);
      }
    }
    apply(objects);
    return objects;
  }

  void apply(Collection<? extends HasMetadata> objects) {
    for (var object : objects) {
      client.resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }
  }

  private boolean established(HasMetadata definition) {
    var found =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName(definition.getMetadata().getName())
            .get();
    return found != null
        && found.getStatus() != null
        && found.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private boolean isNamespaced(HasMetadata object) {
    return object instanceof io.fabric8.kubernetes.api.model.Namespaced
        || object.getApiVersion().startsWith("neuralhive.io/");
  }

  private List<HasMetadata> load(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      var objects = new ArrayList<HasMetadata>();
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          objects.addAll(client.load(in).items());
        }
      }
      return objects;
    }
  }
}
