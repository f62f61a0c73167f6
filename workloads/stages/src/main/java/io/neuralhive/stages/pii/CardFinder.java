package io.neuralhive.stages.pii;

/** Finds payment card numbers, bare or in groups with single blanks or dashes between. */
final class CardFinder implements Finder {

  private static final int FEWEST = 13;
  private static final int MOST = 19;

  /** Groups of one or two digits within are lists of numbers, not a card. */
  private static final int SMALLEST_INNER_GROUP = 3;

  @Override
  public int end(String text, int start) {
    // Cards begin with 2 to 6; what begins with 1 is mostly a time in milliseconds.
    char first = text.charAt(start);
    if (first < '2' || first > '6' || !Digits.beginsAlone(text, start)) {
      return NOTHING;
    }
    var digits = new StringBuilder(MOST);
    int best = NOTHING;
    int at = start;
    while (true) {
      int group = at;
      while (at < text.length() && Digits.isDigit(text.charAt(at)) && digits.length() <= MOST) {
        digits.append(text.charAt(at++));
      }
      if (digits.length() > MOST) {
        return best;
      }
      if (digits.length() >= FEWEST && luhn(digits) && Digits.endsAlone(text, at)) {
        best = at;
      }
      boolean goesOn =
          at - group >= SMALLEST_INNER_GROUP
              && at + 1 < text.length()
              && Digits.isBlankOrDash(text.charAt(at))
              && Digits.isDigit(text.charAt(at + 1));
      if (!goesOn) {
        return best;
      }
      at++;
    }
  }

  private static boolean luhn(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? digit : 2 * digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }
}
