package io.neuralhive.intention;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How bad it would be if the intention were executed and wrong.
 *
 * <p>The model's opinion and the words of the text are independent signs; each adds to the score
 * and none takes away, so a missing or mistaken model never makes a text less risky than its words.
 *
 * @param score from 0, harmless, to 1
 * @param destructive whether something would be lost for good
 * @param reasons the signs, in words
 */
record Risk(double score, boolean destructive, List<String> reasons) {

  /** Bands of the score. */
  enum Band {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
  }

  private static final double BASE = 0.05;

  /**
   * A sign in the words; what is done stands before where and to how much. Verbs stand in the forms
   * of an order, so that reports on them differ. The weights of deeds are rounded down from the
   * share of the model's training sentences with that sign that are labelled sensitive or
   * destructive.
   */
  private enum Sign {
    DESTROYS(
        0.9,
        "it deletes or destroys",
        "delete|drop|purge|wipe|truncate|erase|destroy|shred|decommission|apag(?:ar|ue|uem|a)|exclu(?:ir|a|am)|delet(?:ar|e)|remov(?:er|a)"
            + " (?:tod|definitiv|permanent)\\w*|destru(?:ir|a)|trunc(?:ar|a|que)|formatar (?:[oa]s?"
            + " )?(?:discos?|hds?|servidor(?:es)?|máquinas?|volumes?|partiç(?:ão|ões))|expurg(?:ar|ue)|descart(?:ar|e)"),
    CHANGES_ACCESS(
        0.9,
        "it changes who may do what",
        "revoke|rotate|disable|block|ban|lock out|grant|enforce|reset (?:the"
            + " )?(?:password|credential)s?"
            + "|revog(?:ar|ue|uem)|rotacion(?:ar|e|em)|desativ(?:ar|e)|desabilit(?:ar|e)|bloque(?:ar|ie)"
            + "|conced(?:er|a)|exig(?:ir|a)|redefin(?:ir|a)"),
    REVERTS(
        0.85,
        "it takes a running service back or down",
        "roll ?back|fail ?over|shut"
            + " ?down|restart|reboot|revert|reverter|reverta|reinici(?:ar|e)|deslig(?:ar|ue)|derrub(?:ar|e)"),
    COMMERCIAL(
        0.8,
        "it changes prices or pays",
        "refund|pay"
            + " out|wire|charge|reajust(?:ar|e)|reembols(?:ar|e)|estorn(?:ar|e)|pag(?:ar|ue)|cobr(?:ar|e)"
            + "|(?:raise|increase|lower|cut|change|aument(?:ar|e)|baix(?:ar|e)|alter(?:ar|e))\\b.{0,30}\\b(?:prices?|preços?|precos?|tarifas?|salaries|salários)"),
    PRODUCTION(0.25, "it names production", "production|prod|produção|producao"),
    CREDENTIALS(
        0.25,
        "it is about credentials",
        "tokens?|credentials?|passwords?|api keys?|secrets?|private"
            + " keys?|senhas?|credenciais|chaves? (?:de api|privadas?|de acesso)|segredos?"),
    EVERYTHING(
        0.3,
        "it concerns all of something",
        "all|every|everyone|entire|whole|todos?|todas?|tudo|inteir[oa]s?");

    final double weight;
    final String reason;
    final Pattern words;

    Sign(double weight, String reason, String words) {
      this.weight = weight;
      this.reason = reason;
      this.words =
          Pattern.compile(
              "(?<![\\p{L}\\d_])(?:" + words + ")(?![\\p{L}\\d_])",
              Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    boolean in(String text) {
      return words.matcher(text).find();
    }
  }

  /**
   * An order to destroy, at the head of a clause: further in, the words may name a thing, such as a
   * delete button.
   */
  private static final Pattern ORDERS_LOSS =
      Pattern.compile(
          "(?:^\\W*|[;,.!?:\\n—–]\\W*|(?<!\\p{L})(?:and|then|e|depois)\\s+)"
              + "(?:"
              + Tasks.OPENING
              + ")?"
              + Sign.DESTROYS.words.pattern(),
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Asking is not doing: a text that only reads is as risky as the model says, no more. */
  private static final Pattern ONLY_READS =
      Pattern.compile(
          "^\\W*(?:list|show|find|check|verify|report|analy[sz]e|summari[sz]e|count|compare|investigate|review|document|explain|how|which|what|who|when|where|why"
              + "|listar|liste|mostrar|mostre|verificar|verifique|analisar|analise|analisa|conferir|confira|levantar|levante|comparar|compare|investigar|investigue|documentar|documente|explicar|explique|quant[oa]s?|quais|qual|quem|como|quando|onde|por"
              + " que|relatório|relatorio)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Where a text that begins by reading goes on by doing. */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "(?:[;,\\n—–]|[.!?:](?=\\s)|\\b(?:and|then|e|depois)\\b)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * The risk of a text.
   *
   * @param hazardConfidence from 0 to 1; anything else, which only a broken model says, counts as 1
   */
  static Risk of(String text, String hazard, double hazardConfidence) {
    double confidence = hazardConfidence >= 0 && hazardConfidence <= 1 ? hazardConfidence : 1;
    var reasons = new ArrayList<String>();
    double safe = 1 - BASE;
    if (!hazard.equals("none")) {
      safe *= 1 - (hazard.equals("destructive") ? 0.5 : 0.4) - confidence / 2;
      reasons.add(String.format(Locale.ROOT, "the model finds it %s (%.2f)", hazard, confidence));
    }
    var acting = actingPart(text);
    boolean destroys = Sign.DESTROYS.in(acting);
    boolean acts = false;
    for (var sign : Sign.values()) {
      boolean circumstance =
          sign == Sign.PRODUCTION || sign == Sign.CREDENTIALS || sign == Sign.EVERYTHING;
      // Where and how much only matters to a text that does something.
      if (sign.in(acting) && (!circumstance || acts || !hazard.equals("none"))) {
        safe *= 1 - sign.weight;
        reasons.add(sign.reason);
        acts |= !circumstance;
      }
    }
    boolean destructive =
        (hazard.equals("destructive") && confidence >= 0.5)
            || (destroys && !hazard.equals("none"))
            || ORDERS_LOSS.matcher(acting).find();
    return new Risk(1 - safe, destructive, List.copyOf(reasons));
  }

  Band band() {
    if (score >= 0.9) {
      return Band.CRITICAL;
    }
    if (score >= 0.7) {
      return Band.HIGH;
    }
    return score >= 0.3 ? Band.MEDIUM : Band.LOW;
  }

  private static String actingPart(String text) {
    if (!ONLY_READS.matcher(text).find()) {
      return text;
    }
    var goesOn = GOES_ON.matcher(text);
    return goesOn.find() ? text.substring(goesOn.end()) : "";
  }
}
