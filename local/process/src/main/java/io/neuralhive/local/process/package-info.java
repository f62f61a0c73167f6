/**
 * Child processes that never outlive their parent, and the small things around them: free loopback
 * ports, waiting with a deadline, and the progress a long start reports.
 *
 * <p>What the programs are, and how each of them is configured, lives with the part that starts
 * them. Linux only: it reads {@code /proc} and uses {@code setsid}.
 */
package io.neuralhive.local.process;
