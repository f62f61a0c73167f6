package io.neuralhive.operator.registry;

import io.neuralhive.api.v1alpha1.stream.Compatibility;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Why a schema is not compatible, by the name of the field. The registry judges; this explains. */
final class Incompatibilities {
  private Incompatibilities() {}

  /** Sentences, one for each thing that is wrong, without repetition. */
  static Set<String> between(String schema, List<String> earlier, Compatibility level) {
    var wanted = new Schema.Parser().parse(schema);
    var sentences = new LinkedHashSet<String>();
    for (var text : earlier) {
      var old = new Schema.Parser().parse(text);
      switch (level) {
        case Backward, BackwardTransitive -> sentences.addAll(newReadsOld(wanted, old));
        case Forward, ForwardTransitive -> sentences.addAll(oldReadsNew(wanted, old));
        case Full, FullTransitive -> {
          sentences.addAll(newReadsOld(wanted, old));
          sentences.addAll(oldReadsNew(wanted, old));
        }
        case None -> {}
      }
    }
    return sentences;
  }

  private static List<String> newReadsOld(Schema wanted, Schema old) {
    return sentences(
        wanted,
        old,
        "field '%s' is new and has no default, so records written before cannot be read; give it a"
            + " default");
  }

  private static List<String> oldReadsNew(Schema wanted, Schema old) {
    return sentences(
        old,
        wanted,
        "field '%s' is gone and had no default, so running readers cannot read new records; keep"
            + " it");
  }

  private static List<String> sentences(Schema reader, Schema writer, String missingDefault) {
    var sentences = new ArrayList<String>();
    for (var fault :
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities()) {
      sentences.add(
          switch (fault.getType()) {
            case READER_FIELD_MISSING_DEFAULT_VALUE -> missingDefault.formatted(fault.getMessage());
            case TYPE_MISMATCH,
                MISSING_ENUM_SYMBOLS,
                MISSING_UNION_BRANCH,
                NAME_MISMATCH,
                FIXED_SIZE_MISMATCH ->
                "field '%s': %s".formatted(field(reader, fault), fault.getMessage());
          });
    }
    return sentences;
  }

  /** The path of field names that a location such as /fields/2/type/items leads to. */
  private static String field(Schema schema, Incompatibility fault) {
    var names = new ArrayList<String>();
    var at = schema;
    var parts = fault.getLocation().split("/");
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].equals("fields") && i + 1 < parts.length && at.getType() == Schema.Type.RECORD) {
        var field = at.getFields().get(Integer.parseInt(parts[i + 1]));
        names.add(field.name());
        at = field.schema();
        i++;
      } else if (parts[i].equals("items") && at.getType() == Schema.Type.ARRAY) {
        at = at.getElementType();
      } else if (parts[i].equals("values") && at.getType() == Schema.Type.MAP) {
        at = at.getValueType();
      }
    }
    return names.isEmpty() ? schema.getName() : String.join(".", names);
  }
}
