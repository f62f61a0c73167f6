package io.neuralhive.operator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.neuralhive.local.services.TestServices;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TablesTest {
  @Test
  void droppingWaitsForNobodyForEver() throws Exception {
    var postgres = TestServices.shared().postgres();
    var login =
        new SchemaPlan.Login(
            "jdbc:postgresql://%s:%d/%s"
                .formatted(postgres.host(), postgres.port(), postgres.database()),
            postgres.user(),
            postgres.password());
    try (var holder = login.connect();
        var statement = holder.createStatement()) {
      statement.execute("CREATE SCHEMA held");
      statement.execute("CREATE TABLE held.things (id text PRIMARY KEY)");
      holder.setAutoCommit(false);
      statement.execute("LOCK TABLE held.things");
      assertTimeoutPreemptively(
          Duration.ofSeconds(15),
          () ->
              assertThatThrownBy(() -> Tables.drop(login, "held"))
                  .hasMessageContaining("lock timeout"));
      holder.rollback();
      Tables.drop(login, "held");
      assertThat(Tables.read(login, "held")).isEmpty();
    }
  }
}
