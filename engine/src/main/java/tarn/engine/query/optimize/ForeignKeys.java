package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.KeyedTable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.sql.error.Span;

/** Joins along foreign keys, where every row finds exactly one of the table that it refers to unless the key is NULL. */
final class ForeignKeys {
    private ForeignKeys() {}

    /** A column of a table that a plan hands up as it is, or with NULL in rows of its own. */
    private record Origin(Plan.Scan scan, int column) {}

    /** The join without the table referred to, if nothing but its key is needed of it; else null. */
    static @Nullable Plan withoutReferenced(Plan.Join join, Set<Column> needed) {
        var result = join.kind() == Kind.INNER || join.kind() == Kind.SEMI
                ? without(join.left(), join.right(), join.conditions(), needed)
                : null;
        return result == null && join.kind() == Kind.INNER
                ? without(join.right(), join.left(), join.conditions(), needed)
                : result;
    }

    private static @Nullable Plan without(Plan kept, Plan referenced, List<Expr> conditions, Set<Column> needed) {
        if (!(referenced instanceof Plan.Scan scan)
                || !(scan.source() instanceof KeyedTable table)
                || !scan.filters().isEmpty()) {
            return null;
        }
        var keys = new HashMap<Column, Column>();
        for (var condition : conditions) {
            if (!(condition
                            instanceof
                            Expr.Comparison(var operator, Expr.Ref(var a, var _), Expr.Ref(var b, var _), var _))
                    || operator != ComparisonOperator.EQUAL) {
                return null;
            }
            boolean straight = scan.output().contains(a);
            if (keys.put(straight ? a : b, straight ? b : a) != null) {
                return null;
            }
        }
        boolean onlyKeys =
                scan.output().stream().allMatch(column -> !needed.contains(column) || keys.containsKey(column));
        return onlyKeys && refers(kept, scan, table, keys) ? rest(kept, scan, keys, needed) : null;
    }

    /** Whether the columns that the keys equal are a foreign key to the table. */
    private static boolean refers(Plan kept, Plan.Scan scan, KeyedTable table, Map<Column, Column> keys) {
        Plan.Scan from = null;
        var pairs = new HashMap<Integer, Integer>();
        for (var pair : keys.entrySet()) {
            var origin = origin(kept, pair.getValue());
            int at = scan.output().indexOf(pair.getKey());
            if (origin == null || at < 0 || from != null && from != origin.scan()) {
                return false;
            }
            from = origin.scan();
            pairs.put(origin.column(), scan.columns().get(at));
        }
        if (from == null || !(from.source() instanceof KeyedTable child)) {
            return false;
        }
        return child.constraints().foreignKeys().stream().anyMatch(key -> {
            var declared = new HashMap<Integer, Integer>();
            for (int i = 0; i < key.columns().size(); i++) {
                declared.put(key.columns().get(i), key.referenced().get(i));
            }
            return key.refersTo(table.schema(), table.name()) && declared.equals(pairs);
        });
    }

    private static @Nullable Origin origin(Plan plan, Column column) {
        return switch (plan) {
            case Plan.Scan scan -> {
                int at = scan.output().indexOf(column);
                yield at < 0 ? null : new Origin(scan, scan.columns().get(at));
            }
            case Plan.Filter(var input, var _) -> origin(input, column);
            case Plan.Sort(var input, var _) -> origin(input, column);
            case Plan.Limit(var input, var _, var _) -> origin(input, column);
            case Plan.TopN topN -> origin(topN.input(), column);
            case Plan.Distinct(var input, var _) -> origin(input, column);
            case Plan.Window(var input, var _) -> origin(input, column);
            case Plan.Project(var input, var assignments) -> assigned(input, assignments, column);
            case Plan.Join join ->
                join.left().output().contains(column) ? origin(join.left(), column) : origin(join.right(), column);
            default -> null;
        };
    }

    private static @Nullable Origin assigned(Plan input, List<Plan.Assignment> assignments, Column column) {
        for (var assignment : assignments) {
            if (assignment.output().equals(column)) {
                return assignment.expr() instanceof Expr.Ref(var source, var _) ? origin(input, source) : null;
            }
        }
        return null;
    }

    private static Plan rest(Plan kept, Plan.Scan scan, Map<Column, Column> keys, Set<Column> needed) {
        var present = new ArrayList<Expr>();
        var more = new ArrayList<Plan.Assignment>();
        for (var column : scan.output()) {
            var same = keys.get(column);
            if (same == null) {
                continue;
            }
            if (!Nullability.notNull(Terms.ref(same), kept)) {
                present.add(new Expr.IsNull(Terms.ref(same), true, Span.NONE));
            }
            if (needed.contains(column)) {
                more.add(new Plan.Assignment(column, Terms.ref(same)));
            }
        }
        var filtered = Terms.filter(kept, present);
        return more.isEmpty() ? filtered : PlanWalk.extend(filtered, more);
    }
}
