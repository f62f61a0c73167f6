package io.neuralhive.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which module may use which, and which package. */
class ArrowsTest {

  /** The whole picture; a module that is not used here uses nothing of ours. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("crds", Set.of()),
          Map.entry("workloads/plan", Set.of()),
          Map.entry("workloads/wire", Set.of()),
          Map.entry("workloads/stages", Set.of("workloads/plan", "workloads/wire")),
          Map.entry("workloads/intention", Set.of("workloads/stages")),
          Map.entry(
              "workloads/runner", Set.of("workloads/stages", "workloads/plan", "workloads/wire")),
          Map.entry("workloads/inference", Set.of("workloads/plan")),
          Map.entry(
              "workloads/gateway", Set.of("workloads/stages", "workloads/plan", "workloads/wire")),
          Map.entry("local/process", Set.of()),
          Map.entry("local/controlplane", Set.of("local/process")),
          Map.entry("local/node", Set.of("local/process")),
          Map.entry("local/broker", Set.of()),
          Map.entry("local/services", Set.of("local/process")),
          Map.entry("operator/planner", Set.of("crds", "workloads/plan")),
          Map.entry("operator/controller", Set.of("operator/planner", "crds", "workloads/plan")),
          Map.entry(
              "cli",
              Set.of(
                  "operator/planner",
                  "crds",
                  "local/process",
                  "local/controlplane",
                  "local/node",
                  "local/services")),
          Map.entry("e2e", Set.of()));

  private static final String OPERATOR = "io.neuralhive.operator";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(
              Checkout.modules().stream()
                  .map(module -> Checkout.path(module).resolve("target/classes"))
                  .filter(Files::isDirectory)
                  .toArray(Path[]::new));

  @Test
  void everyModuleIsBuiltAndHasItsArrows() {
    assertThat(MAY_USE.keySet()).containsExactlyInAnyOrderElementsOf(Checkout.modules());
    var built = CLASSES.stream().map(ArrowsTest::module).collect(Collectors.toSet());
    assertThat(built)
        .as("modules with classes; build the rest with ./hive test or mvn package")
        .containsAll(withSources());
  }

  @Test
  void modulesUseOnlyWhatTheyMay() {
    var moduleOf = new TreeMap<String, String>();
    CLASSES.forEach(type -> moduleOf.put(type.getName(), module(type)));
    var wrong = new TreeSet<String>();
    for (var type : CLASSES) {
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        var used = moduleOf.get(dependency.getTargetClass().getBaseComponentType().getName());
        var own = module(type);
        if (used != null && !used.equals(own) && !MAY_USE.get(own).contains(used)) {
          wrong.add("%s may not use %s: %s".formatted(own, used, dependency.getDescription()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void kindsDoNotKnowEachOtherAndNobodyKnowsKinds() {
    var kinds =
        CLASSES.stream()
            .filter(type -> type.getSimpleName().endsWith("Reconciler"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(kinds).hasSizeGreaterThan(1);
    var wrong = new TreeSet<String>();
    // The root package wires the kinds, and is the only one that may.
    Predicate<JavaClass> mayNotKnow =
        type ->
            type.getPackageName().startsWith(OPERATOR) && !type.getPackageName().equals(OPERATOR);
    CLASSES.stream()
        .filter(mayNotKnow)
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> kinds.contains(dependency.getTargetClass().getPackageName()))
        .filter(
            dependency ->
                !dependency
                    .getOriginClass()
                    .getPackageName()
                    .equals(dependency.getTargetClass().getPackageName()))
        .forEach(dependency -> wrong.add(dependency.getDescription()));
    assertThat(wrong).isEmpty();
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("io.neuralhive.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  private static Set<String> withSources() {
    return Checkout.modules().stream()
        .filter(module -> Files.isDirectory(Checkout.path(module).resolve("src/main/java")))
        .collect(Collectors.toSet());
  }

  private static String module(JavaClass type) {
    var file = Path.of(type.getSource().orElseThrow().getUri());
    return Checkout.modules().stream()
        .filter(module -> file.startsWith(Checkout.path(module)))
        .findFirst()
        .orElseThrow();
  }
}
