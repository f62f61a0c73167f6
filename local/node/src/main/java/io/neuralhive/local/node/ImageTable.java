package io.neuralhive.local.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which local program stands for which image name.
 *
 * <p>As JSON: {@code {"images": {"<name>": {"command": ["/usr/bin/java", "..."], "environment":
 * {"KEY": "value"}, "files": ["/usr/lib/jvm"]}}}}; environment and files may be absent. A name
 * matches an image exactly, or the image without its tag or digest.
 *
 * @param images programs by image name
 */
public record ImageTable(Map<String, ImageProgram> images) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the table. */
  public ImageTable {
    images = Map.copyOf(Objects.requireNonNull(images, "\"images\" is missing"));
  }

  /**
   * Reads the JSON form.
   *
   * @throws IOException when the file cannot be read or is not of that form; the message names it
   */
  public static ImageTable load(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(file), ImageTable.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file
              + " is not an image table; write {\"images\": {\"<name>\": {\"command\": [...]}}}: "
              + e.getOriginalMessage(),
          e);
    }
  }

  Optional<ImageProgram> find(String image) {
    return Optional.ofNullable(images.get(image))
        .or(() -> Optional.ofNullable(images.get(withoutVersion(image))));
  }

  /** One sentence for a person whose image is not in the table. */
  String unknownImage(String image) {
    if (images.isEmpty()) {
      return "image \"" + image + "\" has no local program: this node's image table is empty";
    }
    var closest =
        images.keySet().stream()
            .min(
                Comparator.comparingInt((String name) -> distance(name, image))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    return "image \"%s\" has no local program; did you mean \"%s\"? This node knows: %s"
        .formatted(image, closest, String.join(", ", new TreeSet<>(images.keySet())));
  }

  /** The JSON form; {@link #load} reads it back. */
  public String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter()
          .writeValueAsString(Map.of("images", new TreeMap<>(images)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An image table is plain text and must be writable", e);
    }
  }

  private static String withoutVersion(String image) {
    var name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    var colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
  }

  private static int distance(String a, String b) {
    var previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
