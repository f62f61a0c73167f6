/**
 * The compiler: from a pipeline and everything it refers to, to the plan of every process, or to
 * sentences that say what is wrong.
 *
 * <p>Everything here is a pure function of its arguments: no Kubernetes client, no I/O, no clock.
 * What becomes of a plan in a cluster is the controller's business.
 */
package io.neuralhive.planner;
