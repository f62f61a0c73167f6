package io.neuralhive.plan;

/**
 * A topic that is written.
 *
 * @param from stage of this unit whose records are written; null in a gateway's plan
 * @param topic topic
 * @param key string field whose value is the record key
 * @param schemaId registry id of the schema, written before each value
 * @param schema the schema itself, as JSON
 */
public record Output(String from, String topic, String key, int schemaId, String schema) {}
