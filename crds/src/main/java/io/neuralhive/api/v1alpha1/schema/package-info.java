/** {@code DatabaseSchema}: a versioned schema in a database. */
package io.neuralhive.api.v1alpha1.schema;
