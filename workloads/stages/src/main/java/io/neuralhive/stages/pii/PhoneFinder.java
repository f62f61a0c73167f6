package io.neuralhive.stages.pii;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds telephone numbers by their shape. Numbers without a shape of their own count only as
 * Brazilian mobile numbers with area code, or behind a word such as "telefone" or "call".
 */
final class PhoneFinder implements Finder {

  private static final String GAP = "[ \\u00A0.\\-]?";

  /** Area codes that Brazil has given out. */
  private static final String AREA =
      "(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])";

  /**
   * Nothing is joined on behind, so that a shorter number is tried before a longer one is refused.
   */
  private static final String ALONE = "(?![\\p{L}\\p{N}_%]|[.,\\-:]\\d)";

  private static final List<Pattern> INTERNATIONAL =
      List.of(
          Pattern.compile(
              "\\+55"
                  + GAP
                  + "\\(?0?"
                  + AREA
                  + "\\)?"
                  + GAP
                  + "(?:9"
                  + GAP
                  + ")?\\d{4}"
                  + GAP
                  + "\\d{4}"
                  + ALONE),
          Pattern.compile(
              "\\+1" + GAP + "\\(?\\d{3}\\)?" + GAP + "\\d{3}" + GAP + "\\d{4}" + ALONE),
          Pattern.compile("\\+[1-9](?:[ \\u00A0.\\-]?\\(?\\d\\)?){7,14}" + ALONE));

  /** Amounts also have signs and groups of three: +10.000.000. */
  private static final Pattern GROUPED_AMOUNT = Pattern.compile("\\+\\d{1,3}(?:\\.\\d{3})+");

  private static final List<Pattern> STRONG =
      List.of(
          // (11) 98765-4321, (11)3333-4444, (011) 9 8765 4321
          Pattern.compile(
              "\\(0?" + AREA + "\\)" + GAP + "(?:9" + GAP + "\\d{4}|[2-5]\\d{3})" + GAP + "\\d{4}"),
          // 11 98765-4321, 11-98765-4321, 011 98765 4321, 11987654321
          Pattern.compile("0?" + AREA + GAP + "9" + GAP + "\\d{4}" + GAP + "\\d{4}"),
          // 11 3333-4444: a landline must have its dash, since any two numbers look like one
          Pattern.compile(AREA + "[ \\u00A0\\-][2-5]\\d{3}-\\d{4}"),
          // 98765-4321
          Pattern.compile("9\\d{4}-\\d{4}"),
          // (555) 123-4567, 555-123-4567, 555.123.4567
          Pattern.compile("\\([2-9]\\d{2}\\) ?[2-9]\\d{2}[-. ]?\\d{4}"),
          Pattern.compile("(?:1[-.])?[2-9]\\d{2}([-.])[2-9]\\d{2}\\1\\d{4}"));

  private static final Pattern WEAK =
      Pattern.compile("[2-9]\\d{3}[- ]\\d{4}|\\d{10,13}|\\d{3} \\d{3} \\d{4}");

  private static final Pattern YEARS = Pattern.compile("(?:19|20)\\d{2}[- ](?:19|20)\\d{2}");

  private static final int WORD_WITHIN = 32;

  private static final Pattern WORD_BEFORE =
      Pattern.compile(
          "(?iu)(?<!\\w)(?:tel|telefone|fone|celular|cel|whatsapp|whats|zap|ligue|ligar"
              + "|phone|mobile|cell|call|dial)\\b[^\\d\\n]{0,15}$");

  @Override
  public int end(String text, int start) {
    char first = text.charAt(start);
    if (first == '+') {
      return international(text, start);
    }
    if (first != '(' && !Digits.isDigit(first) || !Digits.beginsAlone(text, start)) {
      return NOTHING;
    }
    for (var shape : STRONG) {
      int end = match(shape, text, start);
      if (end != NOTHING) {
        return end;
      }
    }
    int end = match(WEAK, text, start);
    boolean meant =
        end != NOTHING && match(YEARS, text, start) != end && standsBehindWord(text, start);
    return meant ? end : NOTHING;
  }

  private static int international(String text, int start) {
    for (var shape : INTERNATIONAL) {
      int end = match(shape, text, start);
      if (end != NOTHING && match(GROUPED_AMOUNT, text, start) != end) {
        return end;
      }
    }
    return NOTHING;
  }

  private static int match(Pattern shape, String text, int start) {
    var matcher = shape.matcher(text).region(start, text.length()).useTransparentBounds(true);
    return matcher.lookingAt() && Digits.endsAlone(text, matcher.end()) ? matcher.end() : NOTHING;
  }

  private static boolean standsBehindWord(String text, int start) {
    return WORD_BEFORE.matcher(text.substring(Math.max(0, start - WORD_WITHIN), start)).find();
  }
}
