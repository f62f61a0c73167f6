package io.neuralhive.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.neuralhive.api.v1alpha1.common.Reference;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatform;
import io.neuralhive.api.v1alpha1.platform.CognitivePlatformSpec;
import io.neuralhive.api.v1alpha1.platform.KafkaService;
import io.neuralhive.api.v1alpha1.platform.PostgresqlService;
import io.neuralhive.api.v1alpha1.platform.RedisService;
import io.neuralhive.api.v1alpha1.platform.SchemaRegistryService;
import io.neuralhive.api.v1alpha1.platform.StageLibrary;
import io.neuralhive.local.services.BackingServices;
import java.util.List;
import java.util.Map;

/** What a platform engineer would apply for the services of this machine. */
final class LocalObjects {

  static final String NAMESPACE = "neural-hive";
  static final String OPERATOR_NAMESPACE = "neural-hive-system";

  private static final String POSTGRES_SECRET = "postgres-credentials";
  private static final String REDIS_SECRET = "redis-credentials";

  /** The functions that {@code workloads/intention} brings. */
  static final StageLibrary INTENTION =
      new StageLibrary(
          "intention", "neuralhive/intention:0.1.0", List.of("capture", "understand", "plan"));

  private LocalObjects() {}

  static List<HasMetadata> of(BackingServices services) {
    return List.of(
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build(),
        secret(
            POSTGRES_SECRET,
            Map.of(
                "username", services.postgres().user(),
                "password", services.postgres().password())),
        secret(REDIS_SECRET, Map.of("password", services.redis().password())),
        platform(services));
  }

  private static HasMetadata secret(String name, Map<String, String> data) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withStringData(data)
        .build();
  }

  private static CognitivePlatform platform(BackingServices services) {
    var platform = new CognitivePlatform();
    platform.setMetadata(new ObjectMetaBuilder().withName("hive").withNamespace(NAMESPACE).build());
    platform.setSpec(
        new CognitivePlatformSpec(
            new KafkaService(
                new KafkaService.External(services.kafka().bootstrapServers()), null, 1),
            new SchemaRegistryService(
                new SchemaRegistryService.External(services.registry().ccompatUrl().toString())),
            new PostgresqlService(
                new PostgresqlService.External(
                    services.postgres().host(),
                    services.postgres().port(),
                    services.postgres().database(),
                    new Reference(POSTGRES_SECRET))),
            new RedisService(
                new RedisService.External(
                    services.redis().host(), services.redis().port(), new Reference(REDIS_SECRET))),
            List.of(INTENTION)));
    return platform;
  }
}
