package io.neuralhive.stages.pii;

/** Finds e-mail addresses whose domain ends in a name of letters. */
final class EmailFinder implements Finder {

  @Override
  public int end(String text, int start) {
    if (start > 0 && isLocal(text.charAt(start - 1)) && text.charAt(start - 1) != '.') {
      return NOTHING; // the address, if it is one, was judged from its first character
    }
    int at = start;
    while (at < text.length() && isLocal(text.charAt(at))) {
      at++;
    }
    if (at == start || at == text.length() || text.charAt(at) != '@') {
      return NOTHING;
    }
    return domainEnd(text, at + 1);
  }

  private static int domainEnd(String text, int start) {
    int end = NOTHING;
    int label = start;
    int labels = 0;
    while (true) {
      int at = label;
      while (at < text.length() && isDomain(text.charAt(at))) {
        at++;
      }
      if (at == label) {
        return end;
      }
      labels++;
      if (labels > 1 && isTopLevel(text, label, at)) {
        end = at;
      }
      if (at == text.length() || text.charAt(at) != '.') {
        return end;
      }
      label = at + 1;
    }
  }

  private static boolean isTopLevel(String text, int from, int to) {
    return to - from >= 2 && text.substring(from, to).chars().allMatch(Character::isLetter);
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '-';
  }
}
