/**
 * The intention flow's own stages, written on the public stage SPI like a user's: capture finds the
 * language, understand finds entities and keywords, plan makes tasks and judges the risk.
 *
 * <p>They are pure: the same intention gives the same plan. What an intention is about is told by a
 * model, not here.
 */
package io.neuralhive.intention;
