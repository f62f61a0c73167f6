/**
 * {@code CognitivePlatform}: asks each declared backing service whether it is there and what it is.
 * Makes nothing.
 */
package io.neuralhive.operator.platform;
