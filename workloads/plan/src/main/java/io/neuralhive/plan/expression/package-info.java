/**
 * CEL over Avro records: the compiler checks expressions here, the runner evaluates them here, so
 * that both agree.
 *
 * <p>Only conditions on one record live here; what is done with the answer does not.
 */
package io.neuralhive.plan.expression;
