/**
 * One Kafka broker as a program: broker and KRaft controller in one JVM, for the local platform.
 *
 * <p>Only the settings that make a single broker behave like a cluster of one live here; topics,
 * users and their rights are the operator's.
 */
package io.neuralhive.local.broker;
