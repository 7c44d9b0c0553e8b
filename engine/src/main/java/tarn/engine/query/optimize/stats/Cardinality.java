package tarn.engine.query.optimize.stats;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;

/** Estimates rows. Plans that hold the same columns share what was learned of them: use one object for one query. */
public final class Cardinality {
    private static final double UNKNOWN_ROWS = 10_000;
    private static final double ELEMENTS = 4;
    private static final double TURN_ROWS = 1e9;
    private static final double MATCHED = 0.5;

    private final Map<Plan, Double> rows = new IdentityHashMap<>();
    private final Map<Column, ColumnFacts> facts = new HashMap<>();
    private final Map<Integer, Double> shared = new HashMap<>();
    private final Selectivity selectivity = new Selectivity(this::facts);

    /** The rows that the plan is expected to give; never negative. */
    public static double estimate(Plan plan) {
        return new Cardinality().rows(plan);
    }

    /** As {@link #estimate}; an answer once given for a node stays. */
    public double rows(Plan plan) {
        var known = rows.get(plan);
        if (known == null) {
            known = Math.max(0, compute(plan));
            rows.put(plan, known);
        }
        return known;
    }

    /** Distinct values of a column in its source; at least 1. The plan that makes it must have been looked at. */
    public double distinct(Column column) {
        return Math.max(1, facts(column).distinct());
    }

    /** Rows of the table or aggregate that makes the column. */
    public double sourceRows(Column column) {
        return Math.max(1, facts(column).sourceRows());
    }

    /** The groups of the finest grouping of an aggregate. */
    public double groups(Plan.Aggregate aggregate) {
        return groups(aggregate.groups().stream().map(Plan.Assignment::expr).toList(), rows(aggregate.input()));
    }

    /** The share of rows that fulfil a condition, over columns of plans looked at. */
    public double selectivity(Expr condition) {
        return selectivity.of(condition);
    }

    private ColumnFacts facts(Column column) {
        return facts.getOrDefault(column, ColumnFacts.unknown(UNKNOWN_ROWS));
    }

    private double compute(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> scan(scan);
            case Plan.Values values -> {
                int count = values.rows().size();
                values.output().forEach(column -> facts.put(column, new ColumnFacts(count, count, 0, null, null)));
                yield count;
            }
            case Plan.Filter(var input, var predicate) ->
                rows(input) * limit(predicate instanceof Expr.And and ? and.operands() : List.of(predicate));
            case Plan.Project(var input, var assignments) -> {
                double count = rows(input);
                for (var assignment : assignments) {
                    learn(assignment, count);
                }
                yield count;
            }
            case Plan.Join join -> join(join.kind(), join.left(), join.right(), join.conditions());
            case Plan.DependentJoin join -> join(join.kind(), join.left(), join.right(), join.conditions());
            case Plan.Aggregate aggregate -> aggregate(aggregate);
            case Plan.Window(var input, var _) -> rows(input);
            case Plan.Unnest(var input, var _, var _) -> rows(input) * ELEMENTS;
            case Plan.Sort(var input, var _) -> rows(input);
            case Plan.Limit(var input, var limit, var _) ->
                limit instanceof Expr.Literal(Long most, var _, var _) ? Math.min(most, rows(input)) : rows(input);
            case Plan.TopN topN -> Math.min(topN.limit(), rows(topN.input()));
            case Plan.Distinct(var input, var keys) -> groups(keys, rows(input));
            case Plan.SetOperation operation -> setOperation(operation);
            case Plan.Shared(var id, var definition, var body) -> {
                shared.put(id, rows(definition));
                yield rows(body);
            }
            case Plan.Recursive(var id, var _, var anchor, var step, var output, var keyed) -> {
                double first = rows(anchor);
                for (var column : output) {
                    facts.put(column, ColumnFacts.unknown(UNKNOWN_ROWS));
                }
                // The rows of the turn before go past tables that are built once for all turns: they are the larger
                // side.
                shared.put(id, TURN_ROWS);
                if (keyed != null) {
                    shared.put(keyed.id(), TURN_ROWS);
                }
                rows(step);
                yield Math.max(first, UNKNOWN_ROWS);
            }
            case Plan.SharedScan(var id, var source, var output) -> {
                double count = shared.getOrDefault(id, UNKNOWN_ROWS);
                for (int i = 0; i < output.size(); i++) {
                    facts.put(output.get(i), facts(source.get(i)));
                }
                yield count;
            }
        };
    }

    private double scan(Plan.Scan scan) {
        long known = scan.source().rows();
        double count = known < 0 ? UNKNOWN_ROWS : known;
        for (int i = 0; i < scan.output().size(); i++) {
            facts.put(
                    scan.output().get(i),
                    ColumnFacts.of(scan.source().statistics(scan.columns().get(i)), count));
        }
        return count * limit(scan.filters());
    }

    /** The share of rows that fulfil all conjuncts; the columns compared with constants have fewer values afterwards. */
    private double limit(List<Expr> conjuncts) {
        double share = selectivity.ofAll(conjuncts);
        for (var conjunct : conjuncts) {
            var column = Selectivity.limited(conjunct);
            if (column != null) {
                var before = facts(column);
                facts.put(column, before.withDistinct(before.distinct() * selectivity.of(conjunct)));
            }
        }
        return share;
    }

    private void learn(Plan.Assignment assignment, double count) {
        if (assignment.expr() instanceof Expr.Ref(var source, var _)) {
            facts.put(assignment.output(), facts(source));
        } else if (assignment.expr() instanceof Expr.Literal) {
            facts.put(assignment.output(), new ColumnFacts(1, count, 0, null, null));
        } else {
            var used = tarn.engine.query.logical.PlanTree.columns(assignment.expr());
            double distinct = used.isEmpty()
                    ? 1
                    : groups(List.copyOf(used.stream().map(Cardinality::ref).toList()), count);
            facts.put(assignment.output(), new ColumnFacts(distinct, count, 0, null, null));
        }
    }

    private static Expr ref(Column column) {
        return new Expr.Ref(column, tarn.sql.error.Span.NONE);
    }

    private double aggregate(Plan.Aggregate aggregate) {
        double input = rows(aggregate.input());
        double count = 0;
        for (var set : aggregate.sets()) {
            count += groups(
                    set.stream().map(i -> aggregate.groups().get(i).expr()).toList(), input);
        }
        for (var group : aggregate.groups()) {
            learn(group, count);
            var learned = facts(group.output());
            facts.put(
                    group.output(),
                    new ColumnFacts(learned.distinct(), count, learned.nulls(), learned.min(), learned.max()));
        }
        double total = count;
        aggregate
                .calls()
                .forEach(call -> facts.put(call.output(), new ColumnFacts(Math.max(1, total), total, 0, null, null)));
        return count;
    }

    /** Distinct combinations of the keys among so many rows. */
    private double groups(List<Expr> keys, double input) {
        double combinations = 1;
        for (var key : keys) {
            combinations *=
                    key instanceof Expr.Ref(var column, var _) ? distinct(column) : Math.sqrt(Math.max(1, input));
        }
        return Math.max(keys.isEmpty() ? 1 : Math.min(1, input), Math.min(combinations, input));
    }

    private double join(Kind kind, Plan left, Plan right, List<Expr> conditions) {
        double l = rows(left);
        double r = rows(right);
        double inner = l * r * joined(conditions);
        return switch (kind) {
            case INNER -> inner;
            case LEFT -> Math.max(l, inner);
            case RIGHT -> Math.max(r, inner);
            case FULL -> Math.max(l + r - Math.min(l, r) * MATCHED, inner);
            case MARK, SINGLE -> l;
            case SEMI -> l * matched(l, r, conditions);
            case ANTI -> l * Math.max(0.05, 1 - matched(l, r, conditions));
        };
    }

    /** The share of left rows that find a match. */
    private double matched(double left, double right, List<Expr> conditions) {
        if (conditions.isEmpty()) {
            return right >= 1 ? 1 : right;
        }
        double share = 1;
        for (var condition : conditions) {
            if (condition
                            instanceof
                            Expr.Comparison(var operator, Expr.Ref(var a, var _), Expr.Ref(var b, var _), var _)
                    && (operator == ComparisonOperator.EQUAL || operator == ComparisonOperator.NOT_DISTINCT_FROM)) {
                double most = Math.max(distinct(a), distinct(b));
                share = Math.min(share, Math.min(right, most) / most);
            }
        }
        return share == 1 ? Math.min(MATCHED, Math.max(1e-9, right / Math.max(1, left)) + MATCHED / 2) : share;
    }

    /** The share of pairs that fulfil all conditions. */
    private double joined(List<Expr> conditions) {
        var key = new KeyDistinct();
        double share = 1;
        for (var condition : conditions) {
            if (condition
                            instanceof
                            Expr.Comparison(var operator, Expr.Ref(var a, var _), Expr.Ref(var b, var _), var _)
                    && (operator == ComparisonOperator.EQUAL || operator == ComparisonOperator.NOT_DISTINCT_FROM)) {
                key.add(distinct(a), distinct(b), sourceRows(a), sourceRows(b));
            } else {
                share *= selectivity(condition);
            }
        }
        return share / key.values();
    }

    private double setOperation(Plan.SetOperation operation) {
        double left = rows(operation.left());
        double right = rows(operation.right());
        for (int i = 0; i < operation.output().size(); i++) {
            var a = facts(operation.left().output().get(i));
            var b = facts(operation.right().output().get(i));
            double distinct = Math.max(a.distinct(), b.distinct());
            facts.put(operation.output().get(i), new ColumnFacts(distinct, left + right, a.nulls(), null, null));
        }
        return switch (operation.kind()) {
            case UNION -> operation.all() ? left + right : Math.max(left, right) + Math.min(left, right) * MATCHED;
            case INTERSECT -> Math.min(left, right) * MATCHED;
            case EXCEPT -> left * MATCHED;
        };
    }
}
