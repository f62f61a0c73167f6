/**
 * {@code DatabaseSchema}: applies migrations to PostgreSQL by Flyway and tells what tables there
 * are.
 */
package io.neuralhive.operator.schema;
