package io.neuralhive.stages.pii;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/**
 * Replaces personal data in text by {@code [EMAIL]}, {@code [CARD]}, {@code [CPF]} and {@code
 * [PHONE]}. One pass over the text; safe for many threads.
 */
public final class PersonalDataMask {

  private final Map<PersonalData, Finder> finders = new EnumMap<>(PersonalData.class);

  /** A mask for these kinds; none leaves texts as they are. */
  public PersonalDataMask(Collection<PersonalData> kinds) {
    kinds.forEach(kind -> finders.put(kind, finder(kind)));
  }

  /**
   * A mask for kinds by name: Email, Cpf, Phone, Card.
   *
   * @throws IllegalArgumentException when a name is none of them
   */
  public static PersonalDataMask named(Collection<String> names) {
    var kinds = EnumSet.noneOf(PersonalData.class);
    for (var name : names) {
      kinds.add(
          Arrays.stream(PersonalData.values())
              .filter(kind -> kind.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name)));
    }
    return new PersonalDataMask(kinds);
  }

  /** The text with personal data masked; the same text when there is none. */
  public String mask(String text) {
    StringBuilder masked = null;
    int kept = 0;
    for (int at = 0; at < text.length(); at++) {
      if (!mayBegin(text, at)) {
        continue;
      }
      for (var finder : finders.entrySet()) {
        int end = finder.getValue().end(text, at);
        if (end != Finder.NOTHING) {
          masked = masked == null ? new StringBuilder(text.length()) : masked;
          masked.append(text, kept, at).append(finder.getKey().mask());
          kept = end;
          at = end - 1;
          break;
        }
      }
    }
    return masked == null ? text : masked.append(text, kept, text.length()).toString();
  }

  /** Data begins where a word or number does: never within one, nor after a joined-on part. */
  private static boolean mayBegin(String text, int at) {
    char c = text.charAt(at);
    if (c == '+' || c == '(') {
      boolean number = at + 1 < text.length() && Digits.isDigit(text.charAt(at + 1));
      return number && (at == 0 || !isWord(text.charAt(at - 1)) && text.charAt(at - 1) != '+');
    }
    return isWord(c) && (at == 0 || !isWord(text.charAt(at - 1)));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static Finder finder(PersonalData kind) {
    return switch (kind) {
      case Email -> new EmailFinder();
      case Card -> new CardFinder();
      case Cpf -> new CpfFinder();
      case Phone -> new PhoneFinder();
    };
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "%s is no kind of personal data; known are %s"
            .formatted(name, Arrays.toString(PersonalData.values())));
  }
}
