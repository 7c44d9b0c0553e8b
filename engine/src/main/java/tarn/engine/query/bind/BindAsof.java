package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * ASOF JOIN: of the right rows that fulfil the conditions, each left row gets the one nearest by the inequality. The rows of
 * both sides are put together and sorted by the keys of the equalities and the sides of the inequality; a window then hands
 * the number of the last right row on to the left rows behind it, and the sides are joined by that number. So it takes a
 * sort of both sides, however many rows have the same key.
 */
final class BindAsof {
    private final BindFrom.From left;
    private final BindFrom.From right;
    private final Binding binding;
    private final Set<Column> leftColumns;
    private final Set<Column> rightColumns;
    private final List<Expr> leftKeys = new ArrayList<>();
    private final List<Expr> rightKeys = new ArrayList<>();
    private final List<Expr> rightOnly = new ArrayList<>();
    private final List<Expr> leftOnly = new ArrayList<>();
    private Expr.@Nullable Comparison inequality;

    private BindAsof(BindFrom.From left, BindFrom.From right, Binding binding) {
        this.left = left;
        this.right = right;
        this.binding = binding;
        leftColumns = new HashSet<>(left.plan().output());
        rightColumns = new HashSet<>(right.plan().output());
    }

    /** The joined rows. The left columns are other ones than before: {@code renamed} says which. */
    record Joined(Plan plan, Map<Column, Column> renamed) {}

    static Joined join(
            Plan.Join.Kind kind,
            BindFrom.From left,
            BindFrom.From right,
            List<Expr> conditions,
            Span span,
            Binding binding) {
        if (PlanTree.free(right.plan()).stream().anyMatch(left.plan().output()::contains)) {
            throw SqlException.notSupported("ASOF JOIN of rows that depend on the left side", span);
        }
        var bind = new BindAsof(left, right, binding);
        conditions.forEach(bind::sort);
        if (bind.inequality == null) {
            throw SqlException.of(ErrorCode.SYNTAX, "ASOF JOIN needs an inequality between its two sides", span)
                    .hint("one of <, <=, > and >=, such as l.time >= r.time");
        }
        return bind.join(kind, bind.inequality);
    }

    private void sort(Expr condition) {
        boolean ofLeft = uses(condition, leftColumns);
        boolean ofRight = uses(condition, rightColumns);
        if (!ofLeft || !ofRight) {
            (ofLeft ? leftOnly : rightOnly).add(condition);
            return;
        }
        if (!(condition instanceof Expr.Comparison comparison)) {
            throw further(condition);
        }
        var sided = sided(comparison);
        switch (sided.operator()) {
            case EQUAL -> {
                leftKeys.add(sided.left());
                rightKeys.add(sided.right());
                rightOnly.add(new Expr.IsNull(sided.right(), true, Span.NONE));
            }
            case NOT_DISTINCT_FROM -> {
                leftKeys.add(sided.left());
                rightKeys.add(sided.right());
            }
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                if (inequality != null) {
                    throw SqlException.of(
                            ErrorCode.SYNTAX,
                            "ASOF JOIN takes only one inequality between its sides",
                            condition.span());
                }
                inequality = sided;
                rightOnly.add(new Expr.IsNull(sided.right(), true, Span.NONE));
            }
            case NOT_EQUAL, DISTINCT_FROM -> throw further(condition);
        }
    }

    private static SqlException further(Expr condition) {
        return SqlException.notSupported("a further condition on both sides of ASOF JOIN", condition.span());
    }

    private Expr.Comparison sided(Expr.Comparison comparison) {
        boolean straight = only(comparison.left(), leftColumns) && only(comparison.right(), rightColumns);
        boolean crossed = only(comparison.left(), rightColumns) && only(comparison.right(), leftColumns);
        if (!straight && !crossed) {
            throw further(comparison);
        }
        return straight
                ? comparison
                : new Expr.Comparison(
                        comparison.operator().flip(), comparison.right(), comparison.left(), comparison.span());
    }

    private static boolean uses(Expr expr, Set<Column> columns) {
        return PlanTree.columns(expr).stream().anyMatch(columns::contains);
    }

    /** Uses some of these and none of the other side. */
    private boolean only(Expr expr, Set<Column> columns) {
        var others = columns == leftColumns ? rightColumns : leftColumns;
        return uses(expr, columns) && !uses(expr, others);
    }

    private Joined join(Plan.Join.Kind kind, Expr.Comparison nearest) {
        var number = NumberedRows.column("row", binding);
        var numbered = NumberedRows.number(right.plan(), number);
        int id = binding.nextShared();
        var source = numbered.output();
        var read = fresh(source);
        var asked = fresh(source);
        boolean inclusive = nearest.operator() == ComparisonOperator.GREATER_OR_EQUAL
                || nearest.operator() == ComparisonOperator.LESS_OR_EQUAL;

        var rows = new ArrayList<Expr>();
        left.plan().output().forEach(column -> rows.add(NumberedRows.ref(column)));
        rows.add(BindLiteral.nothing(ScalarType.BIGINT, Span.NONE));
        rows.add(BindLiteral.bigint(inclusive ? 1 : 0, Span.NONE));
        rows.add(nearest.left());
        rows.addAll(leftKeys);

        var candidates = new ArrayList<Expr>();
        left.plan().output().forEach(column -> candidates.add(BindLiteral.nothing(column.type(), Span.NONE)));
        candidates.add(NumberedRows.ref(number));
        candidates.add(BindLiteral.bigint(inclusive ? 0 : 1, Span.NONE));
        candidates.add(nearest.right());
        candidates.addAll(rightKeys);

        var both = rows.stream().map(this::like).toList();
        var plan = new Plan.SetOperation(
                Plan.SetOperation.Kind.UNION,
                true,
                project(left.plan(), rows),
                project(candidates(id, source, read), renamed(candidates, source, read)),
                both);
        var matched = matched(plan, both, nearest.operator());
        var last = matched.output().getLast();
        var renamed = new HashMap<Column, Column>();
        for (int i = 0; i < left.plan().output().size(); i++) {
            renamed.put(left.plan().output().get(i), both.get(i));
        }
        var conditions = new ArrayList<Expr>();
        conditions.add(new Expr.Comparison(
                ComparisonOperator.EQUAL, NumberedRows.ref(last), NumberedRows.ref(asked.getLast()), Span.NONE));
        leftOnly.forEach(condition -> conditions.add(replace(condition, renamed)));
        for (int i = 0; i < right.plan().output().size(); i++) {
            renamed.put(right.plan().output().get(i), asked.get(i));
        }
        var joined =
                new Plan.Join(kind, matched, new Plan.SharedScan(id, source, asked), List.copyOf(conditions), null);
        return new Joined(new Plan.Shared(id, numbered, joined), renamed);
    }

    /** The left rows, each with the number of the right row that belongs to it or NULL. */
    private Plan matched(Plan both, List<Column> columns, ComparisonOperator operator) {
        boolean descending = operator == ComparisonOperator.LESS || operator == ComparisonOperator.LESS_OR_EQUAL;
        int width = left.plan().output().size();
        var number = columns.get(width);
        var order = List.of(
                new SortKey(NumberedRows.ref(columns.get(width + 2)), descending, true),
                new SortKey(NumberedRows.ref(columns.get(width + 1)), false, true),
                // Of equal right rows the first one counts.
                new SortKey(NumberedRows.ref(number), true, true));
        var keys = columns.subList(width + 3, columns.size()).stream()
                .map(NumberedRows::ref)
                .toList();
        var last = NumberedRows.column("nearest", binding);
        var window = NumberedRows.lastValue(both, number, last, keys, order);
        return new Plan.Filter(window, new Expr.IsNull(NumberedRows.ref(number), false, Span.NONE));
    }

    private Plan candidates(int id, List<Column> source, List<Column> read) {
        var scan = new Plan.SharedScan(id, source, read);
        return rightOnly.isEmpty()
                ? scan
                : new Plan.Filter(scan, BindOperator.and(renamed(rightOnly, source, read), Span.NONE));
    }

    private List<Expr> renamed(List<Expr> exprs, List<Column> from, List<Column> to) {
        var columns = new HashMap<Column, Column>();
        for (int i = 0; i < from.size(); i++) {
            columns.put(from.get(i), to.get(i));
        }
        return exprs.stream().map(expr -> replace(expr, columns)).toList();
    }

    static Expr replace(Expr expr, Map<Column, Column> columns) {
        return PlanTree.replaceDeep(
                expr,
                part -> part instanceof Expr.Ref ref && columns.containsKey(ref.column())
                        ? new Expr.Ref(columns.get(ref.column()), ref.span())
                        : null);
    }

    private Plan project(Plan input, List<Expr> exprs) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (var expr : exprs) {
            assignments.add(new Plan.Assignment(binding.column("key", expr.type()), expr));
        }
        return new Plan.Project(input, List.copyOf(assignments));
    }

    private Column like(Expr expr) {
        return binding.column(expr instanceof Expr.Ref ref ? ref.column().name() : "key", expr.type());
    }

    private List<Column> fresh(List<Column> like) {
        return like.stream()
                .map(column -> binding.column(column.name(), column.type()))
                .toList();
    }
}
