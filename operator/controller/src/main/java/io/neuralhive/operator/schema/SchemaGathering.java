package io.neuralhive.operator.schema;

import io.fabric8.kubernetes.api.model.Secret;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.schema.DatabaseSchema;
import io.neuralhive.operator.kube.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** What was found of what a schema refers to. */
sealed interface SchemaGathering {
  record Found(SchemaPlan plan) implements SchemaGathering {}

  record Missing(Problem problem) implements SchemaGathering {}

  /**
   * @param secrets looks a Secret up by name, in the schema's namespace
   */
  static SchemaGathering of(
      DatabaseSchema schema,
      Optional<CognitivePlatform> platform,
      Function<String, Optional<Secret>> secrets) {
    var namespace = schema.getMetadata().getNamespace();
    var platformName = schema.getSpec().platformRef().name();
    if (platform.isEmpty()) {
      return missing(
          "PlatformNotFound",
          "spec.platformRef.name: CognitivePlatform '%s' does not exist in namespace '%s'"
              .formatted(platformName, namespace));
    }
    var postgresql = platform.get().getSpec().postgresql();
    if (postgresql == null) {
      return missing(
          "NoPostgresql",
          "spec.platformRef.name: CognitivePlatform '%s' declares no postgresql; add it there"
              .formatted(platformName));
    }
    var at = postgresql.external();
    var secretName = at.secretRef().name();
    var secret = secrets.apply(secretName);
    if (secret.isEmpty()) {
      return missing(
          "SecretNotFound",
          "Secret '%s' does not exist in namespace '%s'; spec.postgresql of CognitivePlatform '%s'"
                  .formatted(secretName, namespace, platformName)
              + " refers to it");
    }
    var username = value(secret.get(), "username");
    var password = value(secret.get(), "password");
    if (username.isEmpty() || password.isEmpty()) {
      return missing(
          "SecretKeyMissing",
          "Secret '%s' has no key '%s'; add it"
              .formatted(secretName, username.isEmpty() ? "username" : "password"));
    }
    return new Found(
        new SchemaPlan(
            new SchemaPlan.Login(at.jdbcUrl(), username.get(), password.get()),
            schema.getSpec().postgresql().schema(),
            schema.getSpec().migrations()));
  }

  private static Optional<String> value(Secret secret, String key) {
    return Optional.ofNullable(secret.getData())
        .map(data -> data.get(key))
        .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
  }

  private static SchemaGathering missing(String reason, String message) {
    return new Missing(new Problem(reason, message));
  }
}
