package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.error.Span;

/** Small expressions, made and taken apart. */
final class Terms {
    private Terms() {}

    static Expr.Ref ref(Column column) {
        return new Expr.Ref(column, Span.NONE);
    }

    static Expr.Literal bool(boolean value, Span span) {
        return new Expr.Literal(value, ScalarType.BOOLEAN, span);
    }

    static Expr.Literal bigint(long value, Span span) {
        return new Expr.Literal(value, ScalarType.BIGINT, span);
    }

    static Expr.Literal nothing(DataType type, Span span) {
        return new Expr.Literal(null, type, span);
    }

    static boolean isTrue(Expr expr) {
        return expr instanceof Expr.Literal literal && Boolean.TRUE.equals(literal.value());
    }

    static boolean isFalse(Expr expr) {
        return expr instanceof Expr.Literal literal && Boolean.FALSE.equals(literal.value());
    }

    static boolean isNull(@Nullable Expr expr) {
        return expr instanceof Expr.Literal literal && literal.value() == null;
    }

    static Expr equal(Expr left, Expr right) {
        return compare(ComparisonOperator.EQUAL, left, right);
    }

    static Expr notDistinct(Expr left, Expr right) {
        return compare(ComparisonOperator.NOT_DISTINCT_FROM, left, right);
    }

    static Expr compare(ComparisonOperator operator, Expr left, Expr right) {
        return new Expr.Comparison(operator, left, right, left.span().to(right.span()));
    }

    static Expr not(Expr operand) {
        return new Expr.Not(operand, operand.span());
    }

    static Expr isNotNull(Expr operand) {
        return new Expr.IsNull(operand, true, operand.span());
    }

    /** FALSE where the operand is NULL. */
    static Expr falseIfNull(Expr operand) {
        return new Expr.Coalesce(List.of(operand, bool(false, operand.span())), ScalarType.BOOLEAN, operand.span());
    }

    /** The parts of a conjunction; none for TRUE. */
    static List<Expr> conjuncts(Expr predicate) {
        var parts = new ArrayList<Expr>();
        split(predicate, parts);
        return parts;
    }

    static List<Expr> conjuncts(List<Expr> predicates) {
        var parts = new ArrayList<Expr>();
        predicates.forEach(predicate -> split(predicate, parts));
        return parts;
    }

    private static void split(Expr predicate, List<Expr> into) {
        if (predicate instanceof Expr.And and) {
            and.operands().forEach(operand -> split(operand, into));
        } else if (!isTrue(predicate)) {
            into.add(predicate);
        }
    }

    static List<Expr> disjuncts(Expr predicate) {
        var parts = new ArrayList<Expr>();
        splitOr(predicate, parts);
        return parts;
    }

    private static void splitOr(Expr predicate, List<Expr> into) {
        if (predicate instanceof Expr.Or or) {
            or.operands().forEach(operand -> splitOr(operand, into));
        } else {
            into.add(predicate);
        }
    }

    /** The conjunction; TRUE of none. */
    static Expr and(List<Expr> conjuncts) {
        return switch (conjuncts.size()) {
            case 0 -> bool(true, Span.NONE);
            case 1 -> conjuncts.getFirst();
            default -> new Expr.And(List.copyOf(conjuncts), span(conjuncts));
        };
    }

    /** The disjunction; FALSE of none. */
    static Expr or(List<Expr> disjuncts) {
        return switch (disjuncts.size()) {
            case 0 -> bool(false, Span.NONE);
            case 1 -> disjuncts.getFirst();
            default -> new Expr.Or(List.copyOf(disjuncts), span(disjuncts));
        };
    }

    private static Span span(List<Expr> exprs) {
        var span = Span.NONE;
        for (var expr : exprs) {
            span = span.to(expr.span());
        }
        return span;
    }

    /** The rows that fulfil all of the conjuncts: the plan itself if there are none. */
    static Plan filter(Plan plan, List<Expr> conjuncts) {
        return conjuncts.isEmpty() ? plan : new Plan.Filter(plan, and(conjuncts));
    }
}
