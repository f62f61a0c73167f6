package io.neuralhive.api.v1alpha1.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A field of the request body. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "self.minLength <= self.maxLength",
    fieldPath = ".minLength",
    message = "minLength must not be more than maxLength")
public record RequestField(
    @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription("Name of a field of the stream's schema, which gives its type.")
        String name,
    @Default("0")
        @Min(0)
        @JsonPropertyDescription(
            "Fewest characters of a text, blanks at its ends" + " not counted.")
        Integer minLength,
    @Default("10000")
        @Min(1)
        @Max(1048576)
        @JsonPropertyDescription("Most characters (code points) of a text.")
        Integer maxLength,
    @Size(max = 8)
        @JsonPropertyDescription(
            "Personal data that is masked in the text before it goes anywhere: log, cache, topic.")
        List<PersonalData> mask) {

  public RequestField {
    mask = mask == null ? List.of() : List.copyOf(mask);
  }
}
