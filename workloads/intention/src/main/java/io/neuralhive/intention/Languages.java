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
 * <p>OpenNLP's detector knows a hundred languages and mistakes short Portuguese for Galician and the
 * like; so the two languages are weighed against each other first, and something else wins only by
 * far. Function words decide where the detector sees too little.
 */
final class Languages {

  static final String UNKNOWN = "und";

  private static final String MODEL = "/opennlp-models-langdetect-1.3.0.bin";
  private static final Set<String> LIKE_PORTUGUESE = Set.of("por", "glg");
  private static final Set<String> LIKE_ENGLISH = Set.of("eng", "sco");
  private static final int SHORT_TEXT = 20;
  private static final double BY_FAR = 5;
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
    int portugueseWords = 0;
    int englishWords = 0;
    for (var word : WORDS.split(text.toLowerCase(Locale.ROOT))) {
      portugueseWords += words.isPortugueseOnly(word) ? 1 : 0;
      englishWords += words.isEnglishOnly(word) ? 1 : 0;
    }
    if (text.length() < SHORT_TEXT) {
      return portugueseWords == englishWords
          ? UNKNOWN
          : portugueseWords > englishWords ? "pt" : "en";
    }
    double portuguese = portugueseWords * 0.05;
    double english = englishWords * 0.05;
    double other = 0;
    // The detector keeps state while it works, so each call has its own.
    for (var guess : new LanguageDetectorME(model).predictLanguages(text)) {
      if (LIKE_PORTUGUESE.contains(guess.getLang())) {
        portuguese += guess.getConfidence();
      } else if (LIKE_ENGLISH.contains(guess.getLang())) {
        english += guess.getConfidence();
      } else {
        other = Math.max(other, guess.getConfidence());
      }
    }
    double best = Math.max(portuguese, english);
    if (other > best * BY_FAR) {
      return UNKNOWN;
    }
    return portuguese >= english ? "pt" : "en";
  }
}
