package io.neuralhive.stages.pii;

import java.util.regex.Pattern;

/** Finds Brazilian taxpayer numbers: 529.982.247-25, 52998224725, 529982247-25, 529 982 247 25. */
final class CpfFinder implements Finder {

  private static final Pattern SHAPE =
      Pattern.compile("\\d{3}(?:\\.\\d{3}\\.\\d{3}[- ]?|\\d{6}-?|[ -]\\d{3}[ -]\\d{3}[ -])\\d{2}");

  @Override
  public int end(String text, int start) {
    if (!Digits.isDigit(text.charAt(start)) || !Digits.beginsAlone(text, start)) {
      return NOTHING;
    }
    var shape = SHAPE.matcher(text).region(start, text.length());
    if (!shape.lookingAt() || !Digits.endsAlone(text, shape.end())) {
      return NOTHING;
    }
    return hasRightCheckDigits(shape.group().replaceAll("\\D", "")) ? shape.end() : NOTHING;
  }

  private static boolean hasRightCheckDigits(String cpf) {
    boolean varied = cpf.chars().distinct().count() > 1;
    return varied && check(cpf, 9) == cpf.charAt(9) - '0' && check(cpf, 10) == cpf.charAt(10) - '0';
  }

  private static int check(String cpf, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (cpf.charAt(i) - '0') * (length + 1 - i);
    }
    int rest = sum * 10 % 11;
    return rest == 10 ? 0 : rest;
  }
}
