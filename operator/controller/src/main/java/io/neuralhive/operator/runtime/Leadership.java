package io.neuralhive.operator.runtime;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who of several processes works. Losing the lease ends the process, as another may work already;
 * stopping gives the lease back, so that another takes over at once and not only when it runs out.
 */
final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW = Duration.ofSeconds(10);
  // Waiting processes try again after one to 2.2 times this long.
  private static final Duration RETRY = Duration.ofMillis(800);

  private final KubernetesClient client;
  private final OperatorConfig.LeaderElection settings;
  private final String identity;
  private final Runnable onLost;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /**
   * @param onLost what is done when the lease is lost without having been given back
   */
  Leadership(KubernetesClient client, OperatorConfig.LeaderElection settings, Runnable onLost) {
    this.client = client;
    this.settings = settings;
    this.identity = settings.identity() == null ? hostIdentity() : settings.identity();
    this.onLost = onLost;
  }

  LeaderElectionConfiguration configuration() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(settings.lease())
        .withLeaseNamespace(settings.namespace())
        .withIdentity(identity)
        .withLeaseDuration(LEASE)
        .withRenewDeadline(RENEW)
        .withRetryPeriod(RETRY)
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                () -> LOG.info("{} leads", identity),
                this::stopped,
                leader -> LOG.info("the leader is {}", leader)))
        .build();
  }

  /** Tells that losing the lease is meant from now on. */
  void stopping() {
    stopping.set(true);
  }

  /** Gives the lease back, if it is ours; to be called when nothing works any more. */
  void release() {
    try {
      var lease =
          client.leases().inNamespace(settings.namespace()).withName(settings.lease()).get();
      if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
        client.resource(lease).patch(PatchContext.of(PatchType.JSON_MERGE), released(lease));
        LOG.info("gave back lease {}", settings.lease());
      }
    } catch (KubernetesClientException e) {
      LOG.warn("lease {} runs out by itself, as it could not be given back", settings.lease(), e);
    }
  }

  // The resource version makes this fail when somebody else has taken the lease meanwhile.
  private static String released(Lease lease) {
    return """
    {"metadata": {"resourceVersion": "%s"},
     "spec": {"holderIdentity": "", "leaseDurationSeconds": 1}}\
    """
        .formatted(lease.getMetadata().getResourceVersion());
  }

  private void stopped() {
    if (!stopping.get()) {
      LOG.error("lost lease {}", settings.lease());
      onLost.run();
    }
  }

  private static String hostIdentity() {
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + UUID.randomUUID();
    } catch (UnknownHostException e) {
      return UUID.randomUUID().toString();
    }
  }
}
