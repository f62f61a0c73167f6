package io.neuralhive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.stages.StageFunctionFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LocalObjectsTest {

  @Test
  void theStageLibraryNamesWhatItsImageBrings() {
    var brought =
        ServiceLoader.load(StageFunctionFactory.class).stream()
            .filter(f -> f.type().getPackageName().equals("io.neuralhive.intention"))
            .map(f -> f.get().name());
    assertThat(brought)
        .containsExactlyInAnyOrderElementsOf(LocalObjects.INTENTION.functions())
        .isNotEmpty();
  }
}
