package io.neuralhive.plan.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.compiler.CelCompiler;
import io.neuralhive.plan.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Puts what CEL finds wrong into sentences that name the record's own fields. */
final class ExpressionMistakes {

  private final CelCompiler compiler;
  private final String source;
  private final Schema record;

  ExpressionMistakes(CelCompiler compiler, String source, Schema record) {
    this.compiler = compiler;
    this.source = source;
    this.record = record;
  }

  String describe(List<CelIssue> issues) {
    return issues.stream().map(this::describe).distinct().collect(Collectors.joining("; "));
  }

  private String describe(CelIssue issue) {
    var location = issue.getSourceLocation();
    return "line %d, column %d: %s"
        .formatted(
            Math.max(1, location.getLine()), Math.max(0, location.getColumn()) + 1, why(issue));
  }

  private String why(CelIssue issue) {
    var message = issue.getMessage().lines().findFirst().orElse("").strip();
    if (message.startsWith("undefined field")) {
      return unknownField(issue.getExprId()).orElse(message);
    }
    if (message.startsWith("undeclared reference to")) {
      return message.replaceAll(" \\(in container ''\\)", "")
          + "; the record is called '%s'".formatted(Expression.VARIABLE);
    }
    if (message.startsWith("expected type 'bool'")) {
      return message.replaceFirst("expected type 'bool' but found", "must be of type bool, not");
    }
    return message.replace(AvroTypes.PREFIX, "").replaceAll(" \\(candidates: .*\\)$", "");
  }

  private Optional<String> unknownField(long exprId) {
    return select(exprId)
        .flatMap(
            select ->
                schemaOf(select.operand())
                    .filter(schema -> schema.getType() == Schema.Type.RECORD)
                    .map(schema -> unknownField(select.field(), schema)));
  }

  private static String unknownField(String name, Schema schema) {
    var known = schema.getFields().stream().map(Schema.Field::name).toList();
    return "record type %s has no field '%s'%s known fields: %s"
        .formatted(
            schema.getName(),
            name,
            Spelling.closest(name, known).map("; did you mean '%s'?"::formatted).orElse(";"),
            String.join(", ", known));
  }

  private Optional<CelExpr.CelSelect> select(long exprId) {
    try {
      return CelNavigableAst.fromAst(compiler.parse(source).getAst())
          .getRoot()
          .allNodes()
          .filter(node -> node.id() == exprId)
          .map(CelNavigableExpr::expr)
          .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.SELECT)
          .map(CelExpr::select)
          .findFirst();
    } catch (CelValidationException e) {
      return Optional.empty();
    }
  }

  /** The schema of a chain of fields that starts at the record; empty for anything else. */
  private Optional<Schema> schemaOf(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT ->
          Optional.of(record).filter(r -> expr.ident().name().equals(Expression.VARIABLE));
      case SELECT ->
          schemaOf(expr.select().operand())
              .filter(schema -> schema.getType() == Schema.Type.RECORD)
              .map(schema -> schema.getField(expr.select().field()))
              .map(field -> withoutNull(field.schema()));
      default -> Optional.empty();
    };
  }

  private static Schema withoutNull(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? schema
        : schema.getTypes().stream()
            .filter(branch -> branch.getType() != Schema.Type.NULL)
            .findFirst()
            .orElse(schema);
  }
}
