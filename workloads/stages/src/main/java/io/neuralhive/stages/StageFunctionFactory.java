package io.neuralhive.stages;

/**
 * Makes a function for a stage; found through {@link java.util.ServiceLoader}.
 *
 * <p>An image with such factories on its class path is a stage library.
 */
public interface StageFunctionFactory {

  /** Name by which pipelines call the function. */
  String name();

  /**
   * Makes the function.
   *
   * @throws IllegalArgumentException when a parameter or a schema does not suit the function; the
   *     message names it, and the process does not start
   */
  StageFunction create(FunctionContext context);
}
