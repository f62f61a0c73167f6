/**
 * Kafka, PostgreSQL, Redis and the schema registry as local processes, with their data in one
 * folder: a second start continues with it.
 *
 * <p>Topics, schemas, tables and users of applications are not made here but by the operator.
 */
package io.neuralhive.local.services;
