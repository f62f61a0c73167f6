package io.neuralhive.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON value together with its place, read without any tolerance: what is missing, surplus or of
 * another type is a {@link StartFailure} that names the place.
 */
final class StrictJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final String path;
  private final JsonNode node;

  private StrictJson(String file, String path, JsonNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /** Reads the file; {@code label} is how failures call it. */
  static StrictJson read(Path source, String label) {
    try {
      return new StrictJson(label, "", MAPPER.readTree(source.toFile()));
    } catch (JacksonException e) {
      var at = e.getLocation();
      var where = at == null || at.getLineNr() < 1 ? "" : " (line " + at.getLineNr() + ")";
      throw new StartFailure(
          label + where + " cannot be read as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** This value as an object that has the keys of {@code required} and no others. */
  StrictJson keys(String... required) {
    return keys(Set.of(required), Set.of());
  }

  /** This value as an object that has every required key and, beyond them, only optional ones. */
  StrictJson keys(Set<String> required, Set<String> optional) {
    if (!node.isObject()) {
      throw failure("is not an object; write {…}");
    }
    for (var name : node.propertyNames()) {
      if (!required.contains(name) && !optional.contains(name)) {
        throw get(name).failure("is not a known key; remove it");
      }
    }
    for (var name : new TreeSet<>(required)) {
      if (!has(name)) {
        throw get(name).failure("is missing; add it");
      }
    }
    return this;
  }

  boolean has(String key) {
    return node.has(key);
  }

  StrictJson get(String key) {
    return new StrictJson(file, path.isEmpty() ? key : path + "." + key, node.get(key));
  }

  List<StrictJson> list() {
    if (!node.isArray()) {
      throw failure("is not a list; write […]");
    }
    var items = new ArrayList<StrictJson>(node.size());
    for (var i = 0; i < node.size(); i++) {
      items.add(new StrictJson(file, path + "[" + i + "]", node.get(i)));
    }
    return items;
  }

  List<StrictJson> someList() {
    var items = list();
    if (items.isEmpty()) {
      throw failure("is empty; give at least one item");
    }
    return items;
  }

  String text() {
    if (!node.isString() || node.stringValue().isBlank()) {
      throw failure("is not a text, or is blank");
    }
    return node.stringValue();
  }

  /** A text that may be empty. */
  String anyText() {
    if (!node.isString()) {
      throw failure("is not a text");
    }
    return node.stringValue();
  }

  int integer(int least, int most) {
    if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
      throw failure("is not a whole number from " + least + " to " + most);
    }
    return node.intValue();
  }

  StartFailure failure(String problem) {
    return new StartFailure(file + ": " + (path.isEmpty() ? "the document" : path) + " " + problem);
  }
}
