/**
 * Records on the wire: Avro behind the registry's five bytes, schemas by id, ids that are derived.
 *
 * <p>There is no other format and no fallback. Topics, transactions and what records mean live
 * elsewhere.
 */
package io.neuralhive.wire;
