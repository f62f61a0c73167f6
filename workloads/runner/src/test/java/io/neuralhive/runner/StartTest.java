package io.neuralhive.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralhive.plan.Plans;
import io.neuralhive.plan.Step;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaServer.Shared.class)
class StartTest {

  @TempDir Path folder;

  @Test
  void anUnknownKeyInThePlanStopsTheStart(Topics topics) throws Exception {
    try (var unit = new Unit("unknown-key", topics, folder)) {
      var plan = Plans.write(unit.plan(20)).replaceFirst("\\{", "{\"comitInterval\": 5,");
      var process = unit.startWith(plan);
      assertThat(process.exit(20)).isEqualTo(2);
      assertThat(process.log()).contains("cannot start").contains("comitInterval");
    }
  }

  @Test
  void anUnknownFunctionStopsTheStart(Topics topics) throws Exception {
    var note = Topics.NOTE.toString();
    try (var unit = new Unit("unknown-function", topics, folder)) {
      unit.steps(new Step.Function("work", null, "mody", Map.of(), note, note));
      var process = unit.start(20);
      assertThat(process.exit(20)).isEqualTo(2);
      assertThat(process.log()).contains("stage work calls function mody").contains("[moody]");
    }
  }

  @Test
  void anUnknownArgumentStopsTheStart(Topics topics) throws Exception {
    try (var unit = new Unit("unknown-argument", topics, folder)) {
      var process = unit.start(20, "--prot=1");
      assertThat(process.exit(20)).isEqualTo(2);
      assertThat(process.log()).contains("--prot is no argument").contains("usage:");
    }
  }
}
