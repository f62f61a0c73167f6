package io.neuralhive.intention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskTest {

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOW      | false | none        | 0.95 | Build a chart of returns per shop
          LOW      | false | none        | 0.90 | How many rows were deleted last week?
          LOW      | false | none        | 0.90 | Relatório de exclusões de clientes do mês
          LOW      | false | none        | 0.85 | Check whether production answers in time
          HIGH     | false | sensitive   | 0.80 | Rodízio de turnos do suporte
          CRITICAL | true  | destructive | 0.90 | Purge the entire audit archive
          CRITICAL | true  | destructive | 0.55 | Apague a tabela antiga de clientes
          CRITICAL | false | sensitive   | 0.90 | Revoke the tokens of the old partner
          CRITICAL | false | none        | 0.60 | Raise all prices by 5 percent and charge it in production
          HIGH     | false | none        | 0.90 | Restart the report service
          """)
  void judgesByModelAndWords(
      Risk.Band band, boolean destructive, String hazard, double confidence, String text) {
    var risk = Risk.of(text, hazard, confidence);
    assertThat(risk.band()).as("%s", risk).isEqualTo(band);
    assertThat(risk.destructive()).as("%s", risk).isEqualTo(destructive);
  }

  @Test
  void theModelCanOnlyAddToWhatTheWordsSay() {
    var text = "Drop the table of old sessions";
    assertThat(Risk.of(text, "destructive", 0.9).score())
        .isGreaterThan(Risk.of(text, "none", 0.9).score());
    assertThat(Risk.of(text, "none", 0.9).score())
        .isGreaterThan(Risk.of("Show the table of old sessions", "none", 0.9).score());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | Delete the old sessions
          true  | Preciso apagar a tabela antiga
          true  | Export the rows, then please purge the table
          true  | Mostre os backups. Apague os antigos
          true  | Show the idle disks\\nWipe them
          true  | Formatar os discos do servidor antigo
          false | Add a delete button to the page
          false | Formatar o relatório em duas colunas
          false | Which rows did the job delete? Nobody knows
          """)
  void anOrderToDestroyIsDestructiveWhateverTheModelSays(boolean destructive, String text) {
    assertThat(Risk.of(text.translateEscapes(), "none", 0.99).destructive()).isEqualTo(destructive);
  }

  @Test
  void aBrokenModelMakesNothingHarmless() {
    for (double confidence : new double[] {Double.NaN, 1.0001, 17, -1}) {
      assertThat(Risk.of("Rodízio de turnos", "sensitive", confidence).score())
          .isEqualTo(Risk.of("Rodízio de turnos", "sensitive", 1).score());
    }
  }

  @Test
  void reasonsAreTheSameInEveryCountry() {
    var usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("pt", "BR"));
      assertThat(Risk.of("Rodízio", "sensitive", 0.5).reasons())
          .containsExactly("the model finds it sensitive (0.50)");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void anAskingTextThatGoesOnByActingIsJudgedByWhatItDoes() {
    assertThat(Risk.of("Find the unused keys and revoke them", "none", 0.6).score())
        .isGreaterThan(Risk.of("Find the unused keys", "none", 0.6).score());
  }
}
