package io.neuralhive.api.generate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;

/**
 * Writes a definition for people and for kubectl.
 *
 * <p>kubectl reads YAML 1.1, where a bare {@code True} is no text; the generator's own writer
 * leaves it bare.
 */
final class Yaml {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .addModule(new SimpleModule().addSerializer(Double.class, new WholeNumbers()))
          .build();

  private Yaml() {}

  static String of(CustomResourceDefinition crd) {
    try {
      return """
      # Generated from the records in crds/src/main/java, not to be edited. After a change there:
      # %s
      """
              .formatted(CrdYaml.COMMAND)
          + MAPPER.writeValueAsString(crd);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + crd.getMetadata().getName(), e);
    }
  }

  /** Limits are doubles in the model; 1.6777216E7 is no way to say 16777216. */
  private static final class WholeNumbers extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      if (value == value.longValue()) {
        generator.writeNumber(value.longValue());
      } else {
        generator.writeNumber(value);
      }
    }
  }
}
