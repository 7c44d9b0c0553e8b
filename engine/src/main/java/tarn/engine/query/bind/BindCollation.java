package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.ast.QualifiedName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * COLLATE: texts are compared, ordered and grouped by what the collation makes of them, such as their lower-case form, and shown
 * as they are. A collation belongs to a column of a table or to an expression, and goes on through functions that give text.
 */
final class BindCollation {
    static final List<String> KNOWN = List.of("nocase", "noaccent", "c", "binary", "posix");

    private BindCollation() {}

    /** {@code text COLLATE name}: the text, and {@link Binding} knows of its collation. */
    static Expr bind(Expression.Collate collate, ExprBinder binder) {
        var text = binder.bind(collate.operand());
        if (text.type() != ScalarType.VARCHAR && text.type() != ScalarType.NULL) {
            throw SqlException.typeMismatch(
                    "COLLATE is for VARCHAR, not for " + text.type().sql(), collate.span());
        }
        var own = text instanceof Expr.Ref(Column column, var span) ? new Expr.Ref(column, span) : text;
        return binder.binding().collated(own, name(collate.collation()));
    }

    /** The collation's name in lower case, parts with dots between. */
    static String name(QualifiedName collation) {
        for (var part : collation.parts()) {
            check(part.text(), part.span());
        }
        return collation.text().toLowerCase(Locale.ROOT);
    }

    /** @throws SqlException UNKNOWN_OBJECT unless each of the parts, with dots between, is a collation */
    static void check(String name, Span span) {
        for (var part : name.split("\\.")) {
            if (!KNOWN.contains(part.toLowerCase(Locale.ROOT))) {
                throw SqlException.of(ErrorCode.UNKNOWN_OBJECT, "unknown collation: " + part, span)
                        .suggesting(part, KNOWN)
                        .hint("there are nocase and noaccent, also together: nocase.noaccent");
            }
        }
    }

    /** What the expression is ordered and grouped by: itself, or what its collation makes of it. */
    static Expr key(Expr expr, Binding binding) {
        var collation = binding.collation(expr);
        return collation == null ? expr : key(expr, collation, binding);
    }

    private static Expr key(Expr text, String collation, Binding binding) {
        var key = text;
        for (var part : collation.split("\\.")) {
            key = switch (part) {
                case "nocase" -> BindOperator.call("lower", List.of(key), text.span(), binding);
                case "noaccent" -> BindOperator.call("strip_accents", List.of(key), text.span(), binding);
                default -> key;
            };
        }
        return key;
    }

    /** The expression as a key of an order or a group. */
    static Expr sorted(Expression expression, ExprBinder binder) {
        return key(binder.bind(expression), binder.binding());
    }

    /** Two texts by the collation that one of them has; without collations themselves. */
    static List<Expr> compared(Expr left, Expr right, Span span, Binding binding) {
        var both = List.of(left, right);
        if (!isText(left) || !isText(right)) {
            return both;
        }
        var ofLeft = binding.ownCollation(left);
        var ofRight = binding.ownCollation(right);
        if (ofLeft != null && ofRight != null && !ofLeft.equals(ofRight)) {
            throw SqlException.typeMismatch(
                    "both sides have a collation of their own: " + ofLeft + " and " + ofRight, span);
        }
        var collation = ofLeft != null ? ofLeft : ofRight != null ? ofRight : binding.collation(left);
        return collation == null ? both : List.of(key(left, collation, binding), key(right, collation, binding));
    }

    private static boolean isText(Expr expr) {
        return expr.type() == ScalarType.VARCHAR || expr.type() == ScalarType.NULL;
    }

    /** Whether any of the expressions is compared by a collation. */
    static boolean any(List<Expr> exprs, Binding binding) {
        return exprs.stream().anyMatch(expr -> binding.collation(expr) != null);
    }

    /** One row of all whose columns are the same by their collations; null where no column has one. */
    static @Nullable Plan distinct(Plan plan, Binding binding) {
        var keys = new ArrayList<Expr>();
        var computed = new ArrayList<Plan.Assignment>();
        var kept = new ArrayList<Plan.Assignment>();
        for (var column : plan.output()) {
            var ref = new Expr.Ref(column, Span.NONE);
            kept.add(new Plan.Assignment(column, ref));
            var key = key(ref, binding);
            if (key == ref) {
                keys.add(ref);
            } else {
                var output = binding.column("key", key.type());
                computed.add(new Plan.Assignment(output, key));
                keys.add(new Expr.Ref(output, Span.NONE));
            }
        }
        if (computed.isEmpty()) {
            return null;
        }
        computed.addAll(0, kept);
        var distinct = new Plan.Distinct(new Plan.Project(plan, List.copyOf(computed)), List.copyOf(keys));
        return new Plan.Project(distinct, List.copyOf(kept));
    }

    /** The plan's one column by the collation of the comparison with it. */
    static Plan column(Plan plan, Expr key, Binding binding) {
        var output = binding.column("key", key.type());
        return new Plan.Project(plan, List.of(new Plan.Assignment(output, key)));
    }
}
