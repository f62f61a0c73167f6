/** The schema registry as the operator needs it, over its Confluent-compatible REST API. */
package io.neuralhive.operator.registry;
