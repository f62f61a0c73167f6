package io.neuralhive.stages.pii;

/** What surrounds a number tells whether it is one of its own. */
final class Digits {

  private Digits() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isBlankOrDash(char c) {
    return c == ' ' || c == '\u00A0' || c == '-' || (c >= '\u2010' && c <= '\u2013');
  }

  /**
   * Whether nothing is joined on in front: no {@code .}, {@code ,} or {@code -} after a letter or
   * digit, as in versions, amounts and compound ids; and no sign of a currency or number.
   */
  static boolean beginsAlone(String text, int start) {
    if (start == 0) {
      return true;
    }
    char before = text.charAt(start - 1);
    if (isCurrency(before) || before == '#') {
      return false;
    }
    if (isBlankOrDash(before) && start > 1 && isCurrency(text.charAt(start - 2))) {
      return false;
    }
    boolean joint = before == '.' || before == ',' || before == '-';
    return !joint || start == 1 || !Character.isLetterOrDigit(text.charAt(start - 2));
  }

  private static boolean isCurrency(char c) {
    return c == '$' || c == '€';
  }

  /** Whether nothing is joined on behind, as decimals are. */
  static boolean endsAlone(String text, int end) {
    if (end == text.length()) {
      return true;
    }
    char after = text.charAt(end);
    if (Character.isLetterOrDigit(after) || after == '_' || after == '%') {
      return false;
    }
    boolean joint = after == '.' || after == ',' || after == '-' || after == ':';
    return !joint || end + 1 == text.length() || !isDigit(text.charAt(end + 1));
  }
}
