/**
 * What the operator compiles and the workloads obey: one plan per process, read from one file.
 *
 * <p>Only data and the expression language live here, so that both sides see the same thing.
 * Nothing here talks to Kubernetes, Kafka or a database.
 */
package io.neuralhive.plan;
