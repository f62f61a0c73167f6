package io.neuralhive.plan.expression;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * A condition on a record: CEL of type bool over the variable {@code record}.
 *
 * <p>Enums are strings, int and long are int, float and double are double, timestamp-millis and
 * timestamp-micros are timestamps, fixed is bytes. A field of a union with null can be compared
 * with null, and {@code has(record.field)} is true when it is not null.
 *
 * <p>Compiled once and used by any number of threads.
 */
public final class Expression {

  static final String VARIABLE = "record";

  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

  private final String source;
  private final Program program;

  private Expression(String source, Program program) {
    this.source = source;
    this.program = program;
  }

  /**
   * Checks an expression against a record type and compiles it.
   *
   * @throws InvalidExpressionException when it is not CEL, names what the record does not have, or
   *     is not of type bool; the message holds line, column and remedy of each mistake
   */
  public static Expression compile(String source, Schema recordSchema) {
    if (recordSchema.getType() != Schema.Type.RECORD) {
      throw new IllegalArgumentException("a condition needs a record type, not " + recordSchema);
    }
    var compiler = compiler(recordSchema);
    try {
      var ast = compiler.compile(source).getAst();
      var runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
      return new Expression(source, runtime.createProgram(ast));
    } catch (CelValidationException e) {
      throw new InvalidExpressionException(
          new ExpressionMistakes(compiler, source, recordSchema).describe(e.getErrors()));
    } catch (CelEvaluationException e) {
      throw new InvalidExpressionException(e.getMessage());
    }
  }

  /**
   * Tells whether the condition holds for a record.
   *
   * @param record record of the schema that the expression was compiled for
   * @throws FailedExpressionException when it has no answer, e.g. a null is compared by size
   */
  public boolean test(GenericRecord record) {
    try {
      return (Boolean) program.eval(Map.of(VARIABLE, new AvroRecord(record)));
    } catch (CelEvaluationException e) {
      throw new FailedExpressionException(
          "'%s' has no answer for this record: %s".formatted(source, e.getMessage()), e);
    }
  }

  private static CelCompiler compiler(Schema recordSchema) {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .setTypeProvider(new AvroTypes(recordSchema))
        .addVar(VARIABLE, AvroTypes.of(recordSchema))
        .setResultType(SimpleType.BOOL)
        .build();
  }
}
