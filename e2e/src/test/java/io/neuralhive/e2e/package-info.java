/** The product as its users meet it: {@code ./hive up}, then what the issues promise of it. */
package io.neuralhive.e2e;
