/** Shapes that several kinds share: references, conditions, scale and resources. */
package io.neuralhive.api.v1alpha1.common;
