package io.neuralhive.intention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

  private static final Languages LANGUAGES = Languages.load();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pt | Montar um painel com as vendas da semana por loja
          pt | nao consigo abrir o sistema de ferias desde segunda, da erro de permissao
          pt | Trocar o certificado do balanceador antes de sexta
          pt | Apague a base de testes
          en | Set up a panel with this week's sales per shop
          en | cant open the holiday system since monday, it says permission denied
          en | Replace the load balancer's certificate before Friday
          en | Clear the cache of shops
          und | Bitte erstelle einen Bericht über die Verkäufe der letzten Woche nach Filiale
          und | 请生成上周按门店划分的销售报告并发送给经理
          und | Veuillez préparer un rapport des ventes de la semaine dernière
          und | 12345 67890
          """)
  void tellsPortugueseFromEnglishAndBothFromTheRest(String language, String text) {
    assertThat(LANGUAGES.of(text)).isEqualTo(language);
  }
}
