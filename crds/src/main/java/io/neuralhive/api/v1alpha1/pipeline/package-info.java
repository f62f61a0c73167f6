/** {@code CognitivePipeline}: ingress, stages, sinks and how they are delivered. */
package io.neuralhive.api.v1alpha1.pipeline;
