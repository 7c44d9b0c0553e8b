package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tarn.engine.catalog.KeyedTable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;

/** Which columns hold every combination of values once only: where the plan makes sure of it, or keys of tables do. */
final class Uniqueness {
    private Uniqueness() {}

    /** Whether a left row finds one right row at most. */
    static boolean byKeys(Plan.Join join) {
        return matchesOnce(join.conditions(), join.right());
    }

    /** Whether the conditions find one row of a side at most for each row of the other. */
    static boolean matchesOnce(List<Expr> conditions, Plan side) {
        var columns = PlanWalk.outputs(side);
        var keys = new HashSet<Column>();
        boolean nullsMatch = false;
        for (var condition : conditions) {
            if (condition instanceof Expr.Comparison(var operator, var a, var b, var _)
                    && (operator == ComparisonOperator.EQUAL || operator == ComparisonOperator.NOT_DISTINCT_FROM)) {
                nullsMatch |= operator == ComparisonOperator.NOT_DISTINCT_FROM;
                addKey(a, b, columns, keys);
                addKey(b, a, columns, keys);
            }
        }
        return unique(side, keys, nullsMatch);
    }

    private static void addKey(Expr side, Expr other, Set<Column> columns, Set<Column> keys) {
        if (side instanceof Expr.Ref ref && columns.contains(ref.column()) && !PlanWalk.uses(other, columns)) {
            keys.add(ref.column());
        }
    }

    /** Whether no two rows agree in all of the columns, NULLs being equal. */
    static boolean unique(Plan plan, Set<Column> columns) {
        return unique(plan, columns, true);
    }

    private static boolean unique(Plan plan, Set<Column> columns, boolean nullsAreEqual) {
        return PlanWalk.atMostOneRow(plan)
                || switch (plan) {
                    case Plan.Scan scan -> scan(scan, fixed(scan.filters(), columns), nullsAreEqual);
                    case Plan.Aggregate aggregate ->
                        aggregate.sets().size() == 1
                                && aggregate.groups().stream().allMatch(group -> columns.contains(group.output()));
                    case Plan.Distinct(var _, var keys) ->
                        keys.stream().allMatch(key -> key instanceof Expr.Ref ref && columns.contains(ref.column()));
                    case Plan.Filter(var input, var predicate) ->
                        unique(input, fixed(Terms.conjuncts(predicate), columns), nullsAreEqual);
                    case Plan.Sort(var input, var _) -> unique(input, columns, nullsAreEqual);
                    case Plan.Limit(var input, var _, var _) -> unique(input, columns, nullsAreEqual);
                    case Plan.TopN topN -> unique(topN.input(), columns, nullsAreEqual);
                    case Plan.Window(var input, var _) -> unique(input, columns, nullsAreEqual);
                    case Plan.Project(var input, var assignments) ->
                        unique(input, below(assignments, columns), nullsAreEqual);
                    case Plan.Join join -> join(join, columns, nullsAreEqual);
                    case Plan.SetOperation operation -> !operation.all() && columns.containsAll(operation.output());
                    default -> false;
                };
    }

    private static Set<Column> below(List<Plan.Assignment> assignments, Set<Column> columns) {
        var below = new HashSet<Column>();
        for (var assignment : assignments) {
            if (columns.contains(assignment.output()) && assignment.expr() instanceof Expr.Ref ref) {
                below.add(ref.column());
            }
        }
        return below;
    }

    /** With the columns that can have one value only. */
    private static Set<Column> fixed(List<Expr> conjuncts, Set<Column> columns) {
        var all = new HashSet<>(columns);
        for (var conjunct : conjuncts) {
            if (conjunct instanceof Expr.Comparison(var operator, Expr.Ref(var column, var _), Expr.Literal _, var _)
                    && operator == ComparisonOperator.EQUAL) {
                all.add(column);
            }
        }
        return all;
    }

    private static boolean scan(Plan.Scan scan, Set<Column> columns, boolean nullsAreEqual) {
        var indexes = new ArrayList<Integer>();
        for (int i = 0; i < scan.output().size(); i++) {
            if (columns.contains(scan.output().get(i))) {
                indexes.add(scan.columns().get(i));
            }
        }
        return scan.source() instanceof KeyedTable table && table.unique(indexes, nullsAreEqual)
                || indexes.stream().anyMatch(scan.source()::unique);
    }

    /** A side's rows stay unique if each of them finds one row of the other side at most. */
    private static boolean join(Plan.Join join, Set<Column> columns, boolean nullsAreEqual) {
        return switch (join.kind()) {
            case SEMI, ANTI, MARK, SINGLE -> unique(join.left(), columns, nullsAreEqual);
            case LEFT -> ofSide(join, true, columns, nullsAreEqual);
            case RIGHT -> ofSide(join, false, columns, nullsAreEqual);
            case INNER -> {
                var all = equal(join, columns);
                yield ofSide(join, true, all, nullsAreEqual) || ofSide(join, false, all, nullsAreEqual);
            }
            case FULL -> false;
        };
    }

    private static boolean ofSide(Plan.Join join, boolean left, Set<Column> columns, boolean nullsAreEqual) {
        var side = left ? join.left() : join.right();
        var other = left ? join.right() : join.left();
        return unique(side, columns, nullsAreEqual) && matchesOnce(join.conditions(), other);
    }

    /** With the columns that an inner join equates with them. */
    private static Set<Column> equal(Plan.Join join, Set<Column> columns) {
        var equal = new EqualColumns();
        join.conditions().forEach(equal::add);
        var all = new HashSet<>(columns);
        columns.forEach(column -> all.addAll(equal.others(column)));
        return all;
    }
}
