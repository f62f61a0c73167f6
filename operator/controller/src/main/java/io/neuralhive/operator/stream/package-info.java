/**
 * {@code EventStream}: the topic, the subject with its compatibility level and the schema, made and
 * kept as declared.
 */
package io.neuralhive.operator.stream;
