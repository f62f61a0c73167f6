package io.neuralhive.intention;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words that carry the meaning: no function words, no numbers, nothing personal. */
final class Keywords {

  private static final int MOST = 10;
  private static final int SHORTEST = 3;
  private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\d_.-]*[\\p{L}\\d]");

  private Keywords() {}

  /** Lower-case keywords, in the order of the text, each once. */
  static List<String> of(String text, List<Entity> entities, Words words) {
    var keywords = new LinkedHashSet<String>();
    var matcher = WORD.matcher(text);
    while (matcher.find() && keywords.size() < MOST) {
      var word = matcher.group().toLowerCase(Locale.ROOT);
      int at = matcher.start();
      boolean personal =
          entities.stream()
              .anyMatch(
                  e -> e.type() == Entity.Type.PERSONAL_DATA && e.start() <= at && at < e.end());
      if (word.length() >= SHORTEST && !words.isFunctionWord(word) && !personal) {
        keywords.add(word);
      }
    }
    return new ArrayList<>(keywords);
  }
}
