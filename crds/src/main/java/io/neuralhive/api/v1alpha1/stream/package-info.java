/** {@code EventStream}: a named, typed, durable stream shared by pipelines. */
package io.neuralhive.api.v1alpha1.stream;
