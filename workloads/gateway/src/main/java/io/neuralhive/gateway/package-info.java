/**
 * HTTP ingress of a pipeline: a POST becomes a record of the ingress stream, a GET tells what
 * became of it.
 *
 * <p>What it serves is decided by its plan alone. It runs no stages and knows no domain; personal
 * data is masked before a request reaches a log, the cache or the topic. Metrics: {@link
 * io.neuralhive.gateway.GatewayMetrics}.
 */
package io.neuralhive.gateway;
