package io.neuralhive.gateway;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares values with the JSON Schemas of an OpenAPI document: the few keywords that it uses. */
record Shapes(JsonNode api) {

  List<String> mistakes(String schema, String json) {
    return mistakes(api.at("/components/schemas").path(schema), JsonMapper.shared().readTree(json));
  }

  List<String> mistakes(JsonNode schema, JsonNode value) {
    var found = new ArrayList<String>();
    check("$", schema, value, found);
    return found;
  }

  private void check(String at, JsonNode schema, JsonNode value, List<String> found) {
    if (schema.isMissingNode()) {
      found.add(at + " is not described");
    } else if (schema.has("$ref")) {
      check(at, api.at(schema.get("$ref").stringValue().substring(1)), value, found);
    } else if (schema.has("anyOf")) {
      if (schema.get("anyOf").valueStream().noneMatch(s -> mistakes(s, value).isEmpty())) {
        found.add(at + " is none of its choices");
      }
    } else {
      checkType(at, schema, value, found);
    }
  }

  private void checkType(String at, JsonNode schema, JsonNode value, List<String> found) {
    var type = schema.path("type").stringValue();
    var right =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isString();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          default -> value.isNull();
        };
    if (!right) {
      found.add(at + " is no " + type);
    }
    if (schema.has("enum") && !schema.get("enum").valueStream().toList().contains(value)) {
      found.add(at + " is none of the enum");
    }
    schema
        .path("required")
        .valueStream()
        .filter(name -> !value.has(name.stringValue()))
        .forEach(name -> found.add(at + " has no " + name));
    if (value.isObject()) {
      checkMembers(at, schema, value, found);
    }
    value
        .valueStream()
        .filter(_ -> value.isArray())
        .forEach(item -> check(at + "[]", schema.path("items"), item, found));
  }

  private void checkMembers(String at, JsonNode schema, JsonNode value, List<String> found) {
    for (var name : value.propertyNames()) {
      check(at + "." + name, schema.path("properties").path(name), value.get(name), found);
    }
  }
}
