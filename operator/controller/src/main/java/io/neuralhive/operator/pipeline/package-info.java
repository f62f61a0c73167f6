/**
 * {@code CognitivePipeline}: gathers what a pipeline refers to, has it compiled, and runs the plan.
 * What the plan is, the planner decides.
 */
package io.neuralhive.operator.pipeline;
