package io.neuralhive.intention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitiesTest {

  @ParameterizedTest(name = "{0} in: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PERSONAL_DATA | [EMAIL]    | Send the contract to [EMAIL] again
          CVE           | CVE-2026-12345 | Which services still carry CVE-2026-12345?
          DATE          | 12/03/2026 | Fechar o caixa de 12/03/2026
          DATE          | 3 de março | O relatório de 3 de março veio vazio
          DATE          | Friday     | Release it on Friday
          TIME          | 22h        | Ligar o lote às 22h
          TIME          | 7:30       | The job starts at 7:30
          MONEY         | R$ 1.250,00 | Cobrar R$ 1.250,00 do fornecedor
          MONEY         | 300 euros  | The invoice says 300 euros
          PERCENT       | 7,5%       | Dar 7,5% de desconto
          DURATION      | 45 days    | Keep the files for 45 days
          DURATION      | 300 ms     | The search takes 300 ms
          QUANTITY      | 2 GiB      | Give each worker 2 GiB
          QUANTITY      | 3 réplicas | Subir 3 réplicas do catálogo
          VERSION       | 4.12       | Upgrade the broker to 4.12
          ENVIRONMENT   | homologação | Subir em homologação primeiro
          IDENTIFIER    | user_sessions | Add a column to user_sessions
          NAME          | Mercado Azul | Enviar a proposta ao Mercado Azul
          """)
  void findsWhatTheTextNames(Entity.Type type, String value, String text) {
    assertThat(Entities.in(text))
        .anySatisfy(
            e -> {
              assertThat(e.type()).isEqualTo(type);
              assertThat(e.value()).isEqualTo(value);
              assertThat(text.substring(e.start(), e.end())).isEqualTo(value);
            });
  }

  @Test
  void entitiesNeverOverlap() {
    var entities = Entities.in("Pay US$ 1.50 for v1.50 of billing.core by 2026-12-01 7:30");
    for (int i = 1; i < entities.size(); i++) {
      assertThat(entities.get(i).start()).isGreaterThanOrEqualTo(entities.get(i - 1).end());
    }
  }

  @Test
  void keywordsLeaveOutFunctionWordsAndPersonalData() {
    var text = "Send the signed contract to [EMAIL] and the contract copy to legal";
    assertThat(Keywords.of(text, Entities.in(text), Words.load()))
        .containsExactly("send", "signed", "contract", "copy", "legal");
  }
}
