package io.neuralhive.local.node;

import java.util.Map;

/**
 * {@code $(VAR)} references as Kubernetes expands them: an unknown variable stays as written, and
 * {@code $$} is a literal dollar sign.
 */
final class VariableExpansion {

  private VariableExpansion() {}

  static String expand(String text, Map<String, String> variables) {
    var result = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$' || at + 1 == text.length()) {
        result.append(c);
        at++;
        continue;
      }
      char next = text.charAt(at + 1);
      int end = next == '(' ? text.indexOf(')', at + 2) : -1;
      if (next == '$') {
        result.append('$');
        at += 2;
      } else if (end < 0) {
        result.append(c);
        at++;
      } else {
        var name = text.substring(at + 2, end);
        var value = variables.get(name);
        result.append(value == null ? text.substring(at, end + 1) : value);
        at = end + 1;
      }
    }
    return result.toString();
  }
}
