/** {@code ModelDeployment}: one model, proven to be the one intended, served. */
package io.neuralhive.api.v1alpha1.model;
