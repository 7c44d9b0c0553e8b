package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
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

    /** Makes the arguments of an aggregate that compares texts follow their collation; the name of the aggregate to take. */
    static String aggregate(String name, Expression.FunctionCall call, List<Expr> arguments, Binding binding) {
        if (name.startsWith("arg_m") && arguments.size() > 1) {
            arguments.set(1, key(arguments.get(1), binding));
            return name;
        }
        if (arguments.isEmpty() || binding.collation(arguments.getFirst()) == null) {
            return name;
        }
        var key = key(arguments.getFirst(), binding);
        if (call.distinct() && name.equals("count")) {
            arguments.set(0, key);
        } else if (arguments.size() <= 2 && (name.equals("min") || name.equals("max"))) {
            arguments.add(1, key);
            return "arg_" + name;
        }
        return name;
    }

    /** What tells collated texts apart for DISTINCT within an aggregate that has to show them; else null. */
    static @Nullable Expr distinctKey(
            String name, Expression.FunctionCall call, List<Expr> arguments, Binding binding) {
        if (!call.distinct() || arguments.isEmpty() || name.startsWith("arg_m")) {
            return null;
        }
        var text = arguments.getFirst();
        var key = key(text, binding);
        if (key != text && call.over() != null) {
            throw SqlException.notSupported("DISTINCT of collated text in " + name + " over a window", call.span());
        }
        return key == text ? null : key;
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

    /**
     * INTERSECT and EXCEPT where columns have collations: rows of the left side by whether the right one has their like; with
     * ALL the nth like one of the left side goes with the nth of the right.
     *
     * @param output of the operation, with its collations
     */
    static Plan matched(Query.SetOperation operation, Plan left, Plan right, List<Column> output, Binding binding) {
        var ofLeft = keys(left, output, binding);
        var ofRight = keys(right, output, binding);
        var rows = operation.all() ? ofLeft.numbered(binding) : ofLeft.distinct();
        var others = operation.all() ? ofRight.numbered(binding) : ofRight;
        var same = new ArrayList<Expr>();
        for (int i = 0; i < rows.keys.size(); i++) {
            same.add(new Expr.Comparison(
                    ComparisonOperator.NOT_DISTINCT_FROM, rows.keys.get(i), others.keys.get(i), Span.NONE));
        }
        var kind = operation.kind() == Query.SetKind.EXCEPT ? Plan.Join.Kind.ANTI : Plan.Join.Kind.SEMI;
        var joined = new Plan.Join(kind, rows.plan, others.plan, List.copyOf(same), null);
        var shown = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < output.size(); i++) {
            shown.add(new Plan.Assignment(
                    output.get(i), new Expr.Ref(left.output().get(i), Span.NONE)));
        }
        return new Plan.Project(joined, List.copyOf(shown));
    }

    /** Rows with what they are compared by. */
    private record Keyed(Plan plan, List<Expr> keys) {
        Keyed distinct() {
            return new Keyed(new Plan.Distinct(plan, keys), keys);
        }

        Keyed numbered(Binding binding) {
            var number = NumberedRows.column("number", binding);
            var all = new ArrayList<>(keys);
            all.add(NumberedRows.ref(number));
            return new Keyed(NumberedRows.numberWithin(plan, number, keys, List.of()), List.copyOf(all));
        }
    }

    private static Keyed keys(Plan plan, List<Column> output, Binding binding) {
        var assignments = new ArrayList<Plan.Assignment>();
        var keys = new ArrayList<Expr>();
        for (int i = 0; i < output.size(); i++) {
            var column = plan.output().get(i);
            var ref = new Expr.Ref(column, Span.NONE);
            assignments.add(new Plan.Assignment(column, ref));
            var collation = binding.collation(new Expr.Ref(output.get(i), Span.NONE));
            if (collation == null) {
                keys.add(ref);
            } else {
                var key = binding.column("key", ScalarType.VARCHAR);
                assignments.add(new Plan.Assignment(key, key(ref, collation, binding)));
                keys.add(new Expr.Ref(key, Span.NONE));
            }
        }
        return new Keyed(new Plan.Project(plan, List.copyOf(assignments)), List.copyOf(keys));
    }

    /** The plan's one column by the collation of the comparison with it. */
    static Plan column(Plan plan, Expr key, Binding binding) {
        var output = binding.column("key", key.type());
        return new Plan.Project(plan, List.of(new Plan.Assignment(output, key)));
    }
}
