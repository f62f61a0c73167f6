package io.neuralhive.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a container's complete environment from its specification; nothing is inherited from the
 * node's own process.
 */
final class Environment {

  private final String namespace;
  private final DownwardFields fields;
  private final ConfigSource config;
  private final NodeFacts node;

  Environment(String namespace, DownwardFields fields, ConfigSource config, NodeFacts node) {
    this.namespace = namespace;
    this.fields = fields;
    this.config = config;
    this.node = node;
  }

  /**
   * The variables of a container.
   *
   * @param image what the image brings along, lowest in rank
   * @throws ContainerProblem naming the ConfigMap, Secret or key that is missing
   */
  Map<String, String> of(Container container, Map<String, String> image) throws ContainerProblem {
    var variables = new LinkedHashMap<String, String>(image);
    variables.put("KUBERNETES_SERVICE_HOST", node.apiHost());
    variables.put("KUBERNETES_SERVICE_PORT", String.valueOf(node.apiPort()));
    variables.put("KUBERNETES_SERVICE_PORT_HTTPS", String.valueOf(node.apiPort()));
    var whole = new WholeSources();
    for (var source : container.getEnvFrom()) {
      var prefix = Optional.ofNullable(source.getPrefix()).orElse("");
      if (source.getConfigMapRef() != null) {
        var ref = source.getConfigMapRef();
        whole
            .configMap(ref.getName(), Boolean.TRUE.equals(ref.getOptional()))
            .forEach((key, value) -> variables.put(prefix + key, text(value)));
      }
      if (source.getSecretRef() != null) {
        var ref = source.getSecretRef();
        whole
            .secret(ref.getName(), Boolean.TRUE.equals(ref.getOptional()))
            .forEach((key, value) -> variables.put(prefix + key, text(value)));
      }
    }
    for (EnvVar variable : container.getEnv()) {
      if (variable.getValueFrom() == null) {
        var written = Optional.ofNullable(variable.getValue()).orElse("");
        variables.put(variable.getName(), VariableExpansion.expand(written, variables));
      } else {
        var value = valueFrom(variable.getValueFrom(), container, whole);
        value.ifPresent(v -> variables.put(variable.getName(), v));
      }
    }
    return variables;
  }

  private Optional<String> valueFrom(EnvVarSource source, Container container, WholeSources whole)
      throws ContainerProblem {
    if (source.getFieldRef() != null) {
      return Optional.of(fields.field(source.getFieldRef()));
    }
    if (source.getResourceFieldRef() != null) {
      return Optional.of(fields.resource(source.getResourceFieldRef(), container));
    }
    if (source.getConfigMapKeyRef() != null) {
      var ref = source.getConfigMapKeyRef();
      boolean optional = Boolean.TRUE.equals(ref.getOptional());
      return key(
          "ConfigMap",
          ref.getName(),
          ref.getKey(),
          optional,
          whole.configMap(ref.getName(), optional));
    }
    if (source.getSecretKeyRef() != null) {
      var ref = source.getSecretKeyRef();
      boolean optional = Boolean.TRUE.equals(ref.getOptional());
      return key(
          "Secret", ref.getName(), ref.getKey(), optional, whole.secret(ref.getName(), optional));
    }
    throw ContainerProblem.config("a variable's valueFrom names a source this node does not know");
  }

  private Optional<String> key(
      String kind, String name, String key, boolean optional, Map<String, byte[]> data)
      throws ContainerProblem {
    var value = data.get(key);
    if (value == null && !optional) {
      throw ContainerProblem.config(
          "couldn't find key " + key + " in " + kind + " " + namespace + "/" + name);
    }
    return Optional.ofNullable(value).map(Environment::text);
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** Reads each ConfigMap and Secret once per container start. */
  private final class WholeSources {
    private final Map<String, Map<String, byte[]>> read = new HashMap<>();

    Map<String, byte[]> configMap(String name, boolean optional) throws ContainerProblem {
      return whole("configmap", name, optional);
    }

    Map<String, byte[]> secret(String name, boolean optional) throws ContainerProblem {
      return whole("secret", name, optional);
    }

    private Map<String, byte[]> whole(String kind, String name, boolean optional)
        throws ContainerProblem {
      var cached = read.get(kind + "/" + name);
      if (cached != null) {
        return cached;
      }
      var found =
          "secret".equals(kind)
              ? config.secret(namespace, name)
              : config.configMap(namespace, name);
      if (found.isEmpty() && !optional) {
        throw ContainerProblem.config(
            kind + " \"" + name + "\" not found in namespace \"" + namespace + "\"");
      }
      read.put(kind + "/" + name, found.orElse(Map.of()));
      return found.orElse(Map.of());
    }
  }
}
