package io.neuralhive.intention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Tells Portuguese from English, and both from everything else.
 *
 * <p>OpenNLP's detector knows a hundred languages and spreads its belief thinly over them for short
 * texts; so the two languages are weighed against each other first, with function words as a second
 * sign, and something else wins only by far. Languages close to Portuguese (Spanish, Galician) may
 * be taken for it.
 */
final class Languages {

  static final String UNKNOWN = "und";

  private static final String MODEL = "/langdetect-183.bin";
  private static final Set<String> LIKE_PORTUGUESE = Set.of("por", "glg");
  private static final Set<String> LIKE_ENGLISH = Set.of("eng", "sco");
  private static final double WORD_COUNTS = 0.1;
  private static final double BY_FAR = 2.5;
  private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+");

  private final LanguageDetectorModel model;
  private final Words words;

  private Languages(LanguageDetectorModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  static Languages load() {
    try (var in = Languages.class.getResourceAsStream(MODEL)) {
      return new Languages(new LanguageDetectorModel(in), Words.load());
    } catch (IOException e) {
      throw new UncheckedIOException("the language model on the class path cannot be read", e);
    }
  }

  /** {@code pt}, {@code en} or {@code und}. */
  String of(String text) {
    if (text.codePoints()
        .noneMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)) {
      return UNKNOWN;
    }
    int portugueseWords = 0;
    int englishWords = 0;
    for (var word : WORDS.split(text.toLowerCase(Locale.ROOT))) {
      portugueseWords += words.isPortugueseOnly(word) ? 1 : 0;
      englishWords += words.isEnglishOnly(word) ? 1 : 0;
    }
    double portuguese = 0;
    double english = 0;
    double other = 0;
    // The detector keeps state while it works, the model does not: many threads share it.
    for (var guess : new LanguageDetectorME(model).predictLanguages(text)) {
      if (LIKE_PORTUGUESE.contains(guess.getLang())) {
        portuguese = Math.max(portuguese, guess.getConfidence());
      } else if (LIKE_ENGLISH.contains(guess.getLang())) {
        english = Math.max(english, guess.getConfidence());
      } else {
        other = Math.max(other, guess.getConfidence());
      }
    }
    portuguese *= 1 + portugueseWords * WORD_COUNTS;
    english *= 1 + englishWords * WORD_COUNTS;
    if (other > Math.max(portuguese, english) * BY_FAR) {
      return UNKNOWN;
    }
    return portuguese >= english ? "pt" : "en";
  }
}
