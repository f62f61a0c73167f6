package io.neuralhive.intention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Function words of Portuguese and English. */
final class Words {

  private final Set<String> portuguese;
  private final Set<String> english;

  private Words(Set<String> portuguese, Set<String> english) {
    this.portuguese = portuguese;
    this.english = english;
  }

  static Words load() {
    return new Words(read("function-words-pt.txt"), read("function-words-en.txt"));
  }

  boolean isFunctionWord(String word) {
    return portuguese.contains(word) || english.contains(word);
  }

  boolean isPortugueseOnly(String word) {
    return portuguese.contains(word) && !english.contains(word);
  }

  boolean isEnglishOnly(String word) {
    return english.contains(word) && !portuguese.contains(word);
  }

  private static Set<String> read(String name) {
    try (var in = Words.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .flatMap(line -> java.util.Arrays.stream(line.strip().split(" ")))
          .filter(word -> !word.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " on the class path cannot be read", e);
    }
  }
}
