package io.neuralhive.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The files under {@code <kind>/}: what a real API server makes of them.
 *
 * <p>The documents of a file are states of one object, one after the other. In {@code valid-*}
 * every one is accepted. In {@code invalid-*} the last one is refused, at the path and with the
 * reason that the head of the file names.
 */
class CasesTest {

  private static final Path CASES = Path.of("src", "test", "resources");
  private static final String AT = "# refused at: ";
  private static final String BECAUSE = "# because: ";

  private static KubernetesClient client;

  @BeforeAll
  static void start() throws IOException {
    client = ApiServer.client();
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  @TestFactory
  Stream<DynamicTest> accepts() throws IOException {
    return cases("valid-").map(file -> dynamicTest(name(file), () -> accept(file)));
  }

  @TestFactory
  Stream<DynamicTest> refuses() throws IOException {
    return cases("invalid-").map(file -> dynamicTest(name(file), () -> refuse(file)));
  }

  private static void accept(Path file) throws IOException {
    for (var state : states(file)) {
      var version = apply(state).getMetadata().getResourceVersion();
      assertThat(apply(state).getMetadata().getResourceVersion())
          .as("%s applied twice, written once", name(file))
          .isEqualTo(version);
    }
  }

  private static void refuse(Path file) throws IOException {
    var states = states(file);
    states.subList(0, states.size() - 1).forEach(CasesTest::apply);
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> {
              if (states.size() == 1) {
                client.resource(states.getLast()).fieldValidation(Validation.STRICT).create();
              } else {
                apply(states.getLast());
              }
            });
    assertThat(refusal).as("the server accepted %s", name(file)).isNotNull();
    var path = head(file, AT);
    assertThat(complaints(refusal))
        .as(name(file))
        .anySatisfy(
            complaint ->
                assertThat(complaint)
                    .containsAnyOf(path + ": ", "\"" + path + "\"")
                    .contains(head(file, BECAUSE)));
  }

  /** Path and reason, one for each cause; the whole message where the decoder gave up before. */
  private static List<String> complaints(KubernetesClientException refusal) {
    var causes =
        refusal.getStatus().getDetails() == null
            ? null
            : refusal.getStatus().getDetails().getCauses();
    return causes == null || causes.isEmpty()
        ? List.of(refusal.getStatus().getMessage())
        : causes.stream().map(cause -> cause.getField() + ": " + cause.getMessage()).toList();
  }

  private static GenericKubernetesResource apply(GenericKubernetesResource state) {
    return client.resource(state).fieldValidation(Validation.STRICT).serverSideApply();
  }

  private static Stream<Path> cases(String prefix) throws IOException {
    try (var files = Files.walk(CASES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String name(Path file) {
    return CASES.relativize(file).toString();
  }

  private static List<GenericKubernetesResource> states(Path file) throws IOException {
    return Stream.of(Files.readString(file).split("\n---\n"))
        .map(
            document ->
                client
                    .getKubernetesSerialization()
                    .unmarshal(document, GenericKubernetesResource.class))
        .toList();
  }

  private static String head(Path file, String key) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " lacks a line '" + key + "...'"))
        .substring(key.length());
  }
}
