package io.neuralhive.operator.platform;

import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.operator.kube.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be asked of which service.
 *
 * @param services every declared service
 * @param rejections what is wrong with the spec itself
 * @param unresolved secrets or keys that are missing
 */
record PlatformPlan(List<Service> services, List<Problem> rejections, List<Problem> unresolved) {

  /** Names of the Secrets that a platform refers to. */
  static Set<String> secrets(CognitivePlatformSpec spec) {
    var names = new TreeSet<String>();
    if (spec.postgresql() != null) {
      names.add(spec.postgresql().external().secretRef().name());
    }
    if (spec.redis() != null) {
      names.add(spec.redis().external().secretRef().name());
    }
    return names;
  }

  /**
   * @param secrets values by key, by name of the Secret; what is absent does not exist
   */
  static PlatformPlan of(CognitivePlatform platform, Map<String, Map<String, String>> secrets) {
    return new Gathering(platform, secrets).plan();
  }

  private static final class Gathering {
    private final CognitivePlatform platform;
    private final Map<String, Map<String, String>> secrets;
    private final List<Service> services = new ArrayList<>();
    private final List<Problem> unresolved = new ArrayList<>();

    Gathering(CognitivePlatform platform, Map<String, Map<String, String>> secrets) {
      this.platform = platform;
      this.secrets = secrets;
    }

    PlatformPlan plan() {
      var spec = platform.getSpec();
      services.add(new Service.Kafka(spec.kafka().bootstrapServers()));
      services.add(new Service.Registry(spec.schemaRegistry().external().url()));
      if (spec.postgresql() != null) {
        var at = spec.postgresql().external();
        services.add(
            resolve(
                "postgresql",
                at.jdbcUrl(),
                at.secretRef().name(),
                List.of("username", "password"),
                secret ->
                    new Service.Postgresql(
                        at.jdbcUrl(), secret.get("username"), secret.get("password"))));
      }
      if (spec.redis() != null) {
        var at = spec.redis().external();
        services.add(
            resolve(
                "redis",
                at.host() + ":" + at.port(),
                at.secretRef().name(),
                List.of("password"),
                secret -> new Service.Redis(at.host(), at.port(), secret.get("password"))));
      }
      return new PlatformPlan(services, rejections(spec), unresolved);
    }

    private interface Resolved {
      Service with(Map<String, String> secret);
    }

    private Service resolve(
        String name, String address, String secretName, List<String> keys, Resolved resolved) {
      var path = "spec.%s.external.secretRef".formatted(name);
      var secret = secrets.get(secretName);
      if (secret == null) {
        var message =
            "%s: Secret '%s' does not exist in namespace '%s'; create it with the key%s %s"
                .formatted(
                    path,
                    secretName,
                    platform.getMetadata().getNamespace(),
                    keys.size() > 1 ? "s" : "",
                    String.join(" and ", keys));
        unresolved.add(new Problem("SecretNotFound", message));
        return new Service.Unresolved(name, address, message);
      }
      var missing = keys.stream().filter(key -> !secret.containsKey(key)).toList();
      if (!missing.isEmpty()) {
        var message =
            "%s: Secret '%s' has no key '%s'; add it"
                .formatted(path, secretName, String.join("' and no key '", missing));
        unresolved.add(new Problem("SecretKeyMissing", message));
        return new Service.Unresolved(name, address, message);
      }
      return resolved.with(secret);
    }

    private static List<Problem> rejections(CognitivePlatformSpec spec) {
      var problems = new ArrayList<Problem>();
      for (var server : spec.kafka().bootstrapServers().split(",")) {
        if (!server.strip().matches(".+:[0-9]{1,5}")) {
          problems.add(
              new Problem(
                  "InvalidAddress",
                  "spec.kafka: bootstrap server '%s' is not host:port".formatted(server.strip())));
        }
      }
      var seen = new LinkedHashMap<String, Integer>();
      for (int i = 0; i < spec.stageLibraries().size(); i++) {
        var first = seen.putIfAbsent(spec.stageLibraries().get(i).name(), i);
        if (first != null) {
          problems.add(
              new Problem(
                  "DuplicateName",
                  "spec.stageLibraries[%d].name: '%s' is the name of stageLibraries[%d] already"
                      .formatted(i, spec.stageLibraries().get(i).name(), first)));
        }
      }
      return problems;
    }
  }
}
