/**
 * Writes what is derived from the records: the custom resource definitions and the API reference.
 *
 * <p>Runs at build time only. Its dependency, the schema generator, is {@code provided}: programs
 * that use the API do not carry it.
 */
package io.neuralhive.api.generate;
