package io.neuralhive.runner;

import org.apache.avro.generic.GenericRecord;

/**
 * A record that a stage emitted.
 *
 * @param input place in the batch of the record that it comes from
 */
record Emission(int input, GenericRecord record) {}
