/** {@code ModelDeployment}: one model server with the model's plan, and what its pods say. */
package io.neuralhive.operator.model;
