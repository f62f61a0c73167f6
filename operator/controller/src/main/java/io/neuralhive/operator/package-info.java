/**
 * The operator: a plain process that turns Neural Hive's custom resources into topics, subjects,
 * schemas, model servers and pipelines.
 *
 * <p>One package per kind holds what is particular to it; {@code kube}, {@code kafka} and {@code
 * registry} hold what several kinds need; {@code runtime} holds the life of the process. Decisions
 * about pipelines are not made here but in the planner.
 */
package io.neuralhive.operator;
