/**
 * The rules of the repository as tests: which module may use which, how large a class may get, what
 * may be typed only once, and that the documents tell what is there.
 *
 * <p>They read the checkout: sources as text, classes from {@code target/classes}. Nothing runs.
 */
package io.neuralhive.architecture;
