package io.neuralhive.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralhive.plan.GatewayPlan.RequestField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {

  private final RequestReader reader = new RequestReader(Scene.planAlone(null));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"text":"a"}                                  | {text=a, tone=null}
          {"text":" a "}                                | {text= a , tone=null}
          {"text":"a","amount":2,"count":3,"tone":"FIRM"} | {amount=2.0, count=3, text=a, tone=FIRM}
          {"text":"a","amount":null,"count":null}       | {text=a, tone=null}
          {"text":"write to bo@example.com"}            | {text=write to [EMAIL], tone=null}
          {"text":"\\ud83d\\ude00"}                     | {text=😀, tone=null}
          """)
  void readsValuesInTheTypesOfTheSchema(String body, String values) {
    assertThat(reader.read(bytes(body))).hasToString(values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                            | field 'text' is missing
          {"text":null}                 | field 'text' is missing
          {"text":5}                    | field 'text' must be a text
          {"text":""}                   | field 'text' is empty
          {"text":" \\t\\n "}           | field 'text' is empty
          {"text":"\\ud83d"}            | field 'text' has half a character in it
          {"text":"a","tone":"LOUD"}    | field 'tone' must be one of MILD, FIRM
          {"text":"a","tone":1}         | field 'tone' must be one of MILD, FIRM
          {"text":"a","count":1.5}      | field 'count' must be a whole number of 32 bits
          {"text":"a","count":2147483648} | field 'count' must be a whole number of 32 bits
          {"text":"a","count":"1"}      | field 'count' must be a whole number of 32 bits
          {"text":"a","amount":"1"}     | field 'amount' must be a number of 64 bits
          {"text":"a","amount":1e400}   | field 'amount' must be a number of 64 bits
          {"text":"a","text":"b"}       | the body is not valid JSON, see line 1, column
          {"text":"a"} {}               | the body is not valid JSON, see line 1, column
          {"text":"a"                   | the body is not valid JSON, see line 1, column
          {"text":NaN}                  | the body is not valid JSON, see line 1, column
          "text"                        | the body must be a JSON object with amount, count
          null                          | the body must be a JSON object with amount, count
          {"id":"1","text":"a"}         | unknown field 'id'; known are amount, count, text, tone
          """)
  void refusesWithASentence(String body, String sentence) {
    refuses(bytes(body), sentence);
  }

  @Test
  void refusesWhatIsTooLongTooLargeOrTooDeep() {
    assertThat(reader.read(bytes("{\"text\":\"" + "😀".repeat(10_000) + "\"}"))).hasSize(2);
    refuses(
        bytes("{\"text\":\"" + "😀".repeat(10_001) + "\"}"),
        "field 'text' has 10001 characters, at most 10000 are taken");
    refuses(new byte[65_537], "the body has more than 65536 bytes");
    refuses(bytes("{\"text\":" + "[".repeat(60_000)), "the body is not valid JSON");
    refuses(bytes(""), "the body ");
    refuses(bytes("{\"" + "x".repeat(99) + "\":1}"), "unknown field '" + "x".repeat(40) + "…'");
  }

  @Test
  void neverQuotesWhatMayBePersonal() {
    assertThatThrownBy(() -> reader.read(bytes("{\"text\":\"bo@example.com")))
        .hasMessageNotContaining("example")
        .hasNoCause();
    assertThatThrownBy(() -> reader.read(bytes("{\"529.982.247-25\":1}")))
        .hasMessageContaining("'[CPF]'")
        .hasMessageNotContaining("529");
  }

  @Test
  void startsOnlyWithFieldsThatJsonCanFill() {
    var schema =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "R", "fields": [{"name": "raw", "type": "bytes"}]}
                """);
    var field = new RequestField("raw", 0, 1, List.of());
    assertThatThrownBy(() -> new FieldReader(field, schema.getField("raw")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'raw' is of type bytes");
    assertThatThrownBy(() -> new FieldReader(field, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no field 'raw'");
  }

  private void refuses(byte[] body, String sentence) {
    assertThatThrownBy(() -> reader.read(body))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(sentence);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
