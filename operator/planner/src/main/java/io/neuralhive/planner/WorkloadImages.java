package io.neuralhive.planner;

/**
 * Images of the workloads that the operator brings along.
 *
 * @param runner runs units that use no function of a stage library
 * @param gateway takes requests
 * @param inference serves models
 */
public record WorkloadImages(String runner, String gateway, String inference) {}
