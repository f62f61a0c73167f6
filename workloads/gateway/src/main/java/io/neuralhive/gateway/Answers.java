package io.neuralhive.gateway;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** Bodies of answers. */
final class Answers {

  private static final JsonMapper JSON = new JsonMapper();

  private Answers() {}

  static String accepted(String id) {
    return JSON.createObjectNode().put("id", id).put("status", "accepted").toString();
  }

  /** With the result, which is JSON text already. */
  static String completed(String id, String result) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("status", "completed")
        .putRawValue("result", new RawValue(result))
        .toString();
  }
}
