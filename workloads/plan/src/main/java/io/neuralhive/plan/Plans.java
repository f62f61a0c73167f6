package io.neuralhive.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Plans as JSON: written one way only, and read strictly. */
public final class Plans {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(
              SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(LogicalType.Textual, Plans::onlyText)
          .build();

  private Plans() {}

  /**
   * Reads a plan; an unknown key, a missing key or a wrong type is an error that names it.
   *
   * @throws InvalidPlanException when the file is not there or is not such a plan
   */
  public static <T> T read(Path file, Class<T> type) {
    ObjectReader reader = MAPPER.readerFor(type);
    try {
      return reader.readValue(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new InvalidPlanException(
          "%s is not a valid %s%s: %s"
              .formatted(file, type.getSimpleName(), place(e), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new InvalidPlanException(
          "%s cannot be read; is the plan's ConfigMap mounted there?".formatted(file), e);
    }
  }

  private static String place(JsonProcessingException e) {
    var keys =
        e instanceof JsonMappingException mapping
            ? mapping.getPath().stream().map(Plans::key).collect(Collectors.joining())
            : "";
    var line =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return (keys.isEmpty() ? "" : " at " + keys.substring(keys.startsWith(".") ? 1 : 0)) + line;
  }

  private static String key(JsonMappingException.Reference place) {
    return place.getFieldName() == null
        ? "[%d]".formatted(place.getIndex())
        : "." + place.getFieldName();
  }

  private static void onlyText(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** Writes a plan; equal plans give equal text. */
  public static String write(Object plan) {
    try {
      return MAPPER.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a plan of records can always be written", e);
    }
  }

  /** Hex SHA-256 of the plan's text; equal exactly when the plans are. */
  public static String hash(Object plan) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(write(plan).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
