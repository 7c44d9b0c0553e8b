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
    private List<Expr> all = List.of();
    private boolean others;
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
        bind.all = conditions;
        if (bind.inequality == null) {
            throw SqlException.of(ErrorCode.SYNTAX, "ASOF JOIN needs an inequality between its two sides", span)
                    .hint("one of <, <=, > and >=, such as l.time >= r.time");
        }
        return bind.others ? bind.ofPairs(kind, bind.inequality) : bind.join(kind, bind.inequality);
    }

    private void sort(Expr condition) {
        boolean ofLeft = uses(condition, leftColumns);
        boolean ofRight = uses(condition, rightColumns);
        if (!ofLeft || !ofRight) {
            (ofLeft ? leftOnly : rightOnly).add(condition);
            return;
        }
        var sided = condition instanceof Expr.Comparison comparison ? sided(comparison) : null;
        if (sided == null) {
            others = true;
            return;
        }
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
            case NOT_EQUAL, DISTINCT_FROM -> others = true;
        }
    }

    /** The comparison with its left side over the left rows and its right side over the right ones, or null. */
    private Expr.@Nullable Comparison sided(Expr.Comparison comparison) {
        if (only(comparison.left(), leftColumns) && only(comparison.right(), rightColumns)) {
            return comparison;
        }
        boolean crossed = only(comparison.left(), rightColumns) && only(comparison.right(), leftColumns);
        return crossed
                ? new Expr.Comparison(
                        comparison.operator().flip(), comparison.right(), comparison.left(), comparison.span())
                : null;
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

    /**
     * With conditions of other kinds: of all pairs of rows that fulfil them, numbered by how near they are, the first one of
     * each left row.
     */
    private Joined ofPairs(Plan.Join.Kind kind, Expr.Comparison nearest) {
        var l = NumberedRows.number(left.plan(), NumberedRows.column("row", binding));
        var r = NumberedRows.number(right.plan(), NumberedRows.column("row", binding));
        int leftId = binding.nextShared();
        int rightId = binding.nextShared();
        var a = fresh(l.output());
        var b = fresh(r.output());
        var inPairs = columns(l.output(), a);
        inPairs.putAll(columns(r.output(), b));
        var pairs = BindJoin.inner(
                new Plan.SharedScan(leftId, l.output(), a),
                new Plan.SharedScan(rightId, r.output(), b),
                all.stream().map(condition -> replace(condition, inPairs)).toList());
        boolean closest = nearest.operator() == ComparisonOperator.GREATER
                || nearest.operator() == ComparisonOperator.GREATER_OR_EQUAL;
        var order = List.of(
                new SortKey(replace(nearest.right(), inPairs), closest, true),
                new SortKey(NumberedRows.ref(b.getLast()), false, true));
        var place = NumberedRows.column("place", binding);
        var placed = NumberedRows.numberWithin(pairs, place, List.of(NumberedRows.ref(a.getLast())), order);
        var first = new Plan.Filter(placed, equal(place, BindLiteral.bigint(1, Span.NONE)));
        var chosen = NumberedRows.only(first, List.of(a.getLast(), b.getLast()));

        var x = fresh(l.output());
        var y = fresh(r.output());
        var outer = kind == Plan.Join.Kind.LEFT || kind == Plan.Join.Kind.FULL ? Plan.Join.Kind.LEFT : null;
        boolean leftOnly = kind == Plan.Join.Kind.SEMI || kind == Plan.Join.Kind.ANTI;
        var matching = new Plan.Join(
                leftOnly ? kind : outer == null ? Plan.Join.Kind.INNER : outer,
                new Plan.SharedScan(leftId, l.output(), x),
                chosen,
                List.of(equal(x.getLast(), NumberedRows.ref(a.getLast()))),
                null);
        var joined = leftOnly
                ? matching
                : new Plan.Join(
                        kind,
                        matching,
                        new Plan.SharedScan(rightId, r.output(), y),
                        List.of(equal(b.getLast(), NumberedRows.ref(y.getLast()))),
                        null);
        var renamed = columns(l.output(), x);
        renamed.putAll(columns(r.output(), y));
        return new Joined(new Plan.Shared(leftId, l, new Plan.Shared(rightId, r, joined)), renamed);
    }

    private static Map<Column, Column> columns(List<Column> from, List<Column> to) {
        var columns = new HashMap<Column, Column>();
        for (int i = 0; i < from.size(); i++) {
            columns.put(from.get(i), to.get(i));
        }
        return columns;
    }

    private static Expr equal(Column column, Expr value) {
        return new Expr.Comparison(ComparisonOperator.EQUAL, NumberedRows.ref(column), value, Span.NONE);
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
        var columns = columns(from, to);
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
