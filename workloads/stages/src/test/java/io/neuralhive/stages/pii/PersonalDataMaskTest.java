package io.neuralhive.stages.pii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataMaskTest {

  private final PersonalDataMask all = new PersonalDataMask(EnumSet.allOf(PersonalData.class));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // e-mail
        "mande para joao.silva@exemplo.com.br hoje | mande para [EMAIL] hoje",
        "Reset the password of ana+test@sub.example.io. | Reset the password of [EMAIL].",
        "(joão@exemplo.com) | ([EMAIL])",
        "mailto:a_b%c@x-y.org?subject=oi | mailto:[EMAIL]?subject=oi",
        "a@b.co;c@d.com,e@f.net | [EMAIL];[EMAIL],[EMAIL]",
        "<UPPER@CASE.COM> | <[EMAIL]>",
        "...maria@exemplo.com... | ...[EMAIL]...",
        "e-mail:11987654321@vivo.com.br | e-mail:[EMAIL]",
        // CPF
        "CPF 529.982.247-25 do cliente | CPF [CPF] do cliente",
        "cpf:52998224725. | cpf:[CPF].",
        "CPF 529982247-25, ok | CPF [CPF], ok",
        "o CPF é 529 982 247 25 | o CPF é [CPF]",
        "delete user 111.444.777-35 and 168.995.350-09 | delete user [CPF] and [CPF]",
        "(529.982.247-25) | ([CPF])",
        "CPF 529.982.247-25/168.995.350-09 | CPF [CPF]/[CPF]",
        // Brazilian phones
        "ligue (11) 98765-4321 agora | ligue [PHONE] agora",
        "(11)98765-4321 | [PHONE]",
        "(11) 9 8765-4321 | [PHONE]",
        "fixo (21) 3333-4444 | fixo [PHONE]",
        "(021) 98765 4321 | [PHONE]",
        "11 98765-4321 | [PHONE]",
        "11987654321 é meu zap | [PHONE] é meu zap",
        "11-98765-4321, 85 99999 1234 | [PHONE], [PHONE]",
        "meu celular 98765-4321 | meu celular [PHONE]",
        "11 3333-4444 comercial | [PHONE] comercial",
        "telefone 3333-4444 | telefone [PHONE]",
        "tel.: 3333 4444 | tel.: [PHONE]",
        "Fone 1133334444 | Fone [PHONE]",
        "WhatsApp: 5511987654321 | WhatsApp: [PHONE]",
        "+55 11 98765-4321 10 vezes | [PHONE] 10 vezes",
        "+55 (11) 98765-4321 | [PHONE]",
        "+5511987654321. | [PHONE].",
        // other phones
        "call +1 (555) 123-4567 now | call [PHONE] now",
        "+1-555-123-4567 | [PHONE]",
        "+44 20 7946 0958 | [PHONE]",
        "+351912345678 | [PHONE]",
        "+49.30.1234567 | [PHONE]",
        "(555) 234-5678 | [PHONE]",
        "555-234-5678 or 555.234.5678 | [PHONE] or [PHONE]",
        "1-555-234-5678 | [PHONE]",
        "call 5552345678 | call [PHONE]",
        "call me at 5552345678 | call me at [PHONE]",
        // cards
        "cartão 4111 1111 1111 1111 validade 12/30 | cartão [CARD] validade 12/30",
        "4111111111111111 | [CARD]",
        "5500-0000-0000-0004; | [CARD];",
        "amex 3782 822463 10005 | amex [CARD]",
        "4222222222222 | [CARD]",
        "card 6011 0009 9013 9424, cvv 123 | card [CARD], cvv 123",
        "30569309025904 | [CARD]",
        "4000 0000 0000 0000 006 | [CARD]",
        "5555555555554444 4012888888881881 | [CARD] [CARD]",
        // together
        "Ana (ana@x.com, 529.982.247-25, 11 98765-4321) pagou com 4111-1111-1111-1111"
            + " | Ana ([EMAIL], [CPF], [PHONE]) pagou com [CARD]",
        "52998224725 11987654321 | [CPF] [PHONE]",
      })
  void masks(String text, String masked) {
    assertThat(all.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sem dados pessoais aqui",
        "upgrade para a versão 2.14",
        "Java 25.0.3, kafka 4.4.0, log4j 2.25.5",
        "em 2024-01-15 às 10:30:45.123",
        "15/01/2024 a 20/02/2024",
        "2024-01-15T10:30:45Z",
        "entre 2023-2024 e 1990-2000",
        "R$ 1.234.567,89 e US$ 98,765.43",
        "+10.000.000,00 de saldo",
        "+10.000.000 de saldo",
        "R$ 11987654321 em caixa",
        "12345678901 registros",
        "123456789012345 bytes",
        "id 550e8400-e29b-41d4-a716-446655440000",
        "pedido-11987654321",
        "pedido #11987654321",
        "epoch 1700000000 e 1700000000123",
        "ip 192.168.100.200 porta 8080",
        "CEP 01310-100",
        "CNPJ 11.222.333/0001-81",
        "processo 0001234-56.2024.8.26.0100",
        "CPF 529.982.247-26",
        "CPF 111.111.111-11",
        "52998224726",
        "versão 529.982.247.25",
        "4111 1111 1111 1112",
        "4111111111111112",
        "10 20 30 40 50 60 70 80",
        "20 30 40 50 60 70 80 90",
        "@joao e #tag",
        "user@localhost",
        "pacote@1.2.3",
        "a@b",
        "joao@",
        "@exemplo.com",
        "C++11 2024-01-15",
        "1+1=2, 3+4444444",
        "temperatura +25 a +30",
        "crescimento de +15%",
        "porta 30000-32767",
        "escala de 100 para 1000 réplicas em 5000 nós",
        "3.14159265358979",
        "0.98765432109",
        "sha a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
        "ramal 4321",
        "call 2023-2024 report",
        "1234-5678",
        "capítulo 11 3333 páginas",
        "lote 98765",
        "0x11987654321",
        "latência 98765.4321 ms",
        "11987654321,55",
        "linhas 12 13 14 15 16 17",
      })
  void leaves(String text) {
    assertThat(all.mask(text)).isSameAs(text);
  }

  @Test
  void masksOnlyTheKindsThatAreAskedFor() {
    var text = "ana@x.com 529.982.247-25 11 98765-4321 4111111111111111";
    assertThat(PersonalDataMask.named(List.of("Email")).mask(text))
        .isEqualTo("[EMAIL] 529.982.247-25 11 98765-4321 4111111111111111");
    assertThat(PersonalDataMask.named(List.of("Cpf", "Card")).mask(text))
        .isEqualTo("ana@x.com [CPF] 11 98765-4321 [CARD]");
    assertThat(PersonalDataMask.named(List.of()).mask(text)).isSameAs(text);
  }

  @Test
  void refusesAnUnknownKind() {
    assertThatThrownBy(() -> PersonalDataMask.named(List.of("Email", "Passport")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Passport")
        .hasMessageContaining("[Email, Card, Cpf, Phone]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "1",
        "+",
        "(",
        "1 ",
        "1-",
        "12 ",
        "123-",
        "1234 ",
        "11 9",
        "+1 ",
        "a.",
        "a@",
        "a@b.",
        "tel ",
        "tel 1",
        "(11) ",
        "529.982.",
        "+55 11 ",
        "[]",
        "4111 1111 "
      })
  void takesLongAdversarialTextsInStride(String unit) {
    var text = unit.repeat(10_000 / unit.length());
    all.mask(text);
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(1), () -> all.mask(text));
  }
}
