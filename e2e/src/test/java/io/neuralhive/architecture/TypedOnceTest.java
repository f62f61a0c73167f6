package io.neuralhive.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.architecture.Checkout.TextFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Nobody types an address, a topic or a group twice: what is derived is derived in one place, and
 * what is a fact of the world stands in one place.
 *
 * <p>Looked at are the product's sources, the manifests of the operator and the examples; generated
 * definitions and tests are not.
 */
class TypedOnceTest {

  private static final String NAMES =
      "operator/planner/src/main/java/io/neuralhive/planner/Names.java";

  private static final Pattern HOST_AND_PORT =
      Pattern.compile(
          "(?:localhost|\\b\\d{1,3}(?:\\.\\d{1,3}){3}|\\b[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+):\\d{2,5}\\b");

  /** A setting of a Kafka client that is given a text instead of what the plan says. */
  private static final Pattern LITERAL_CLIENT_SETTING =
      Pattern.compile(
          "(?:GROUP_ID_CONFIG|TRANSACTIONAL_ID_CONFIG|BOOTSTRAP_SERVERS_CONFIG"
              + "|\"group\\.id\"|\"transactional\\.id\"|\"bootstrap\\.servers\")\\s*,\\s*\"");

  private static final Pattern PORT_LINE = Pattern.compile("(?im)^.*port.*$");

  /** Four or five digits; the highest port there is, a limit, is no port of ours. */
  private static final Pattern PORT_NUMBER =
      Pattern.compile("(?<![\\w.])(?!65535)\\d{4,5}(?![\\w.])");

  private static final Pattern NAMED_OBJECT =
      Pattern.compile(
          "(?m)^kind: (?:EventStream|CognitivePipeline)\\R+metadata:\\R+(?:  .*\\R+)*?  name: (\\S+)");

  /**
   * Ports that stand in several places for now, and why. An entry that is not needed any more must
   * go.
   */
  private static final Map<Integer, Set<String>> SEVERAL_FOR_NOW =
      Map.of(
          // The operator's own probes: another port, a like number.
          8080,
          Set.of(NAMES, "operator/install/40-deployment.yaml"),
          // The runner's usage line shows the port that the operator gives it.
          8081,
          Set.of(
              "operator/controller/src/main/java/io/neuralhive/operator/pipeline/PipelineProcess.java",
              "workloads/runner/src/main/java/io/neuralhive/runner/Arguments.java"),
          // The planner repeats the schema's defaults for objects that never met an API server.
          5432,
          Set.of(
              "operator/planner/src/main/java/io/neuralhive/planner/Settings.java",
              "crds/src/main/java/io/neuralhive/api/v1alpha1/platform/PostgresqlService.java"),
          6379,
          Set.of(
              "operator/planner/src/main/java/io/neuralhive/planner/Settings.java",
              "crds/src/main/java/io/neuralhive/api/v1alpha1/platform/RedisService.java"));

  private static final List<TextFile> PRODUCT =
      Checkout.files().stream().filter(TypedOnceTest::isProduct).toList();

  @Test
  void noAddressIsTyped() {
    assertThat(found(HOST_AND_PORT)).isEmpty();
  }

  @Test
  void noGroupTransactionOrBrokerIsTypedIntoAClient() {
    assertThat(found(LITERAL_CLIENT_SETTING)).isEmpty();
  }

  @Test
  void derivedNamesAreMadeInOnePlace() {
    for (var part : List.of("\\.dead-letters\\b", "\"-value\"", "\\.svc:")) {
      assertThat(filesWith(Pattern.compile(part))).as(part).containsExactly(NAMES);
    }
  }

  @Test
  void noDerivedNameOfTheExamplesIsTyped() {
    var names =
        PRODUCT.stream()
            .filter(file -> file.path().startsWith("examples/"))
            .flatMap(file -> NAMED_OBJECT.matcher(file.text()).results())
            .map(name -> Pattern.quote(name.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(names).isNotEmpty();
    var any = String.join("|", names);
    // namespace.stream, stream-value, pipeline-unit
    var derived =
        Pattern.compile(
            "\\b(?!spec\\.)[a-z0-9-]+\\.(?:%1$s)(?![\\w/])|\\b(?:%1$s)-[a-z]+".formatted(any));
    assertThat(found(derived)).isEmpty();
  }

  @Test
  void everyPortNumberStandsInOnePlace() {
    var files = new TreeMap<Integer, Set<String>>();
    for (var file : PRODUCT) {
      PORT_LINE
          .matcher(file.code())
          .results()
          .flatMap(line -> PORT_NUMBER.matcher(line.group()).results())
          .map(MatchResult::group)
          .map(Integer::valueOf)
          .forEach(port -> files.computeIfAbsent(port, p -> new TreeSet<>()).add(file.path()));
    }
    files.values().removeIf(places -> places.size() == 1);
    assertThat(files).isEqualTo(SEVERAL_FOR_NOW);
  }

  private static boolean isProduct(TextFile file) {
    return (file.path().endsWith(".java") && file.path().contains("/src/main/"))
        || ((file.path().startsWith("operator/install/") || file.path().startsWith("examples/"))
            && file.path().endsWith(".yaml"));
  }

  private static Set<String> filesWith(Pattern pattern) {
    return PRODUCT.stream()
        .filter(file -> pattern.matcher(file.code()).find())
        .map(TextFile::path)
        .collect(Collectors.toSet());
  }

  private static List<String> found(Pattern pattern) {
    return PRODUCT.stream()
        .flatMap(
            file ->
                pattern
                    .matcher(file.code())
                    .results()
                    .map(match -> file.path() + ": " + match.group()))
        .toList();
  }
}
