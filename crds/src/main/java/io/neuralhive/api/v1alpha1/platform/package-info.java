/** {@code CognitivePlatform}: the backing services of an environment. */
package io.neuralhive.api.v1alpha1.platform;
