package io.neuralhive.intention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TasksTest {

  private static final Risk HARMLESS = new Risk(0.05, false, List.of());
  private static final Risk DESTRUCTIVE = new Risk(0.95, true, List.of("it deletes"));

  @Test
  void everyOrderingClauseIsATaskAfterTheOneBefore() {
    var tasks = Tasks.of("Export the orders of May and send them to the auditor", "en", HARMLESS);
    assertThat(tasks)
        .extracting(Task::description)
        .containsExactly("Export the orders of May", "send them to the auditor");
    assertThat(tasks).extracting(Task::type).containsOnly(Task.Type.TRANSFORM);
    assertThat(tasks.get(1).dependsOn()).containsExactly("t1");
  }

  @Test
  void anAndBetweenThingsDividesNothing() {
    assertThat(Tasks.of("Comparar vendas e estoque de cada loja", "pt", HARMLESS)).hasSize(1);
  }

  @Test
  void aDestructivePlanIsTriedFirstAndCheckedAfterwards() {
    var tasks = Tasks.of("Apagar a tabela de sessões antigas", "pt", DESTRUCTIVE);
    assertThat(tasks)
        .extracting(Task::type)
        .containsExactly(Task.Type.VALIDATE, Task.Type.EXECUTE, Task.Type.VALIDATE);
    assertThat(tasks.getFirst().description()).startsWith("Simular");
    assertThat(tasks.getLast().dependsOn()).containsExactly("t2");
  }

  @Test
  void anOpeningPhraseIsNoPartOfTheTask() {
    assertThat(Tasks.of("Please add a filter by shop", "en", HARMLESS).getFirst())
        .isEqualTo(new Task("t1", Task.Type.BUILD, "add a filter by shop", List.of()));
  }
}
