package tarn.engine.query.optimize.stats;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;

/** Estimates rows. Plans that hold the same columns share what was learned of them: use one object for one query. */
public final class Cardinality {
    private static final double UNKNOWN_ROWS = 10_000;
    private static final double ELEMENTS = 4;
    private static final double TURN_ROWS = 1e9;
    private static final double MATCHED = 0.5;
    /** Different counts of groups, for each row that they have on average. */
    private static final double COUNTS = 4;

    private final Sampling sampling;
    private final Map<Plan, Double> rows = new IdentityHashMap<>();
    private final Map<Column, ColumnFacts> facts = new HashMap<>();
    /** What joins have made of columns; orders of the same joins are compared without it. */
    private final Map<Column, ColumnFacts> joined = new HashMap<>();

    private final Map<Column, Plan.Scan> scanned = new HashMap<>();
    private final Map<Integer, Double> shared = new HashMap<>();
    private final Selectivity selectivity = new Selectivity(this::current);
    private final JoinRows joins = new JoinRows(this::facts, selectivity);

    public Cardinality(Sampling sampling) {
        this.sampling = sampling;
    }

    /** The rows that the plan is expected to give, never negative; an answer once given for a node stays. */
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
        return facts(column).distinct();
    }

    /** What an equality of two columns says. */
    public KeyDistinct.Match match(Column a, Column b) {
        return KeyDistinct.Match.of(facts(a), facts(b));
    }

    private ColumnFacts current(Column column) {
        var known = joined.get(column);
        return known == null ? facts(column) : known;
    }

    /** The groups of the finest grouping of an aggregate. */
    public double groups(Plan.Aggregate aggregate) {
        return groups(aggregate.groups().stream().map(Plan.Assignment::expr).toList(), rows(aggregate.input()));
    }

    /** The share of rows of a join that fulfil a condition, over columns of plans looked at. */
    public double selectivity(Expr condition) {
        return selectivity.ofJoined(condition);
    }

    private ColumnFacts facts(Column column) {
        var known = facts.get(column);
        if (known != null) {
            return known;
        }
        var scan = scanned.get(column);
        var learned = scan == null ? ColumnFacts.unknown(UNKNOWN_ROWS) : ofScan(scan, column);
        facts.put(column, learned);
        return learned;
    }

    private static ColumnFacts ofScan(Plan.Scan scan, Column column) {
        int at = scan.columns().get(scan.output().indexOf(column));
        double count = scan.source().rows() < 0 ? UNKNOWN_ROWS : scan.source().rows();
        return ColumnFacts.of(scan.source().statistics(at), scan.source().distinct(at), count, scan.output());
    }

    private double compute(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> scan(scan);
            case Plan.Values values -> {
                int count = values.rows().size();
                values.output().forEach(column -> facts.put(column, ColumnFacts.plain(count, count)));
                yield count;
            }
            case Plan.Filter(var input, var predicate) ->
                rows(input) * limit(predicate instanceof Expr.And and ? and.operands() : List.of(predicate));
            case Plan.Project(var input, var assignments) -> {
                double count = rows(input);
                assignments.forEach(assignment -> learn(assignment, count));
                yield count;
            }
            case Plan.Join join -> join(join);
            case Plan.DependentJoin(var kind, var left, var right, var conditions, var mark) ->
                join(new Plan.Join(kind, left, right, conditions, mark));
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
            case Plan.Recursive recursive -> recursive(recursive);
            case Plan.SharedScan(var id, var source, var output) -> {
                double count = shared.getOrDefault(id, UNKNOWN_ROWS);
                for (int i = 0; i < output.size(); i++) {
                    facts.put(output.get(i), facts(source.get(i)));
                }
                yield count;
            }
        };
    }

    private double recursive(Plan.Recursive recursive) {
        double first = rows(recursive.anchor());
        for (var column : recursive.output()) {
            facts.put(column, ColumnFacts.unknown(UNKNOWN_ROWS));
        }
        recursive.read().forEach(column -> facts.put(column, ColumnFacts.unknown(UNKNOWN_ROWS)));
        // The rows of the turn before go past tables that are built once for all turns: they are the larger side.
        shared.put(recursive.id(), TURN_ROWS);
        if (recursive.keyed() != null) {
            shared.put(recursive.keyed().id(), TURN_ROWS);
        }
        rows(recursive.step());
        return Math.max(first, UNKNOWN_ROWS);
    }

    private double scan(Plan.Scan scan) {
        for (var column : scan.output()) {
            facts.remove(column);
            joined.remove(column);
            scanned.put(column, scan);
        }
        double count = scan.source().rows() < 0 ? UNKNOWN_ROWS : scan.source().rows();
        if (scan.filters().isEmpty()) {
            return count;
        }
        double share = limit(scan.filters());
        var sample = sampling.of(scan);
        if (sample == null) {
            return count * share;
        }
        for (var column : scan.output()) {
            var bounds = sample.bounds(column);
            if (bounds != null) {
                facts.put(column, facts(column).between(bounds.min(), bounds.max()));
            }
        }
        return count * sample.share(share);
    }

    /** The share of rows that fulfil all conjuncts; the columns compared with constants have fewer values afterwards. */
    private double limit(List<Expr> conjuncts) {
        double share = selectivity.ofAll(conjuncts);
        for (var conjunct : conjuncts) {
            var column = Selectivity.limited(conjunct);
            if (column != null) {
                var before = facts(column);
                facts.put(column, selectivity.limit(before, conjunct));
            }
        }
        return share;
    }

    private void learn(Plan.Assignment assignment, double count) {
        if (assignment.expr() instanceof Expr.Ref(var source, var _)) {
            facts.put(assignment.output(), current(source));
        } else {
            facts.put(assignment.output(), ColumnFacts.plain(distinct(assignment.expr(), count), count));
        }
    }

    /** The values that an expression takes among so many rows. */
    private double distinct(Expr expr, double count) {
        double known = KnownRange.distinct(expr, this::current);
        if (known > 0) {
            return Math.min(known, Math.max(1, count));
        }
        var used = tarn.engine.query.logical.PlanTree.columns(expr);
        return used.isEmpty()
                ? 1
                : groups(List.copyOf(used.stream().map(Cardinality::ref).toList()), count);
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
            facts.put(group.output(), facts(group.output()).ofSource(count));
        }
        for (var call : aggregate.calls()) {
            facts.put(call.output(), result(call, input, count));
        }
        return count;
    }

    private ColumnFacts result(AggregateCall call, double input, double groups) {
        return switch (call.function().name()) {
            case "count" -> ColumnFacts.plain(Math.min(groups, COUNTS + COUNTS * input / Math.max(1, groups)), groups);
            case "min", "max", "any_value", "first", "last", "mode" ->
                call.arguments().getFirst() instanceof Expr.Ref(var argument, var _)
                        ? current(argument).withDistinct(groups).ofSource(groups)
                        : ColumnFacts.plain(groups, groups);
            default -> ColumnFacts.plain(groups, groups);
        };
    }

    /** Distinct combinations of the keys among so many rows; those of one table are no more than its rows. */
    private double groups(List<Expr> keys, double input) {
        double combinations = 1;
        var ofTables = new IdentityHashMap<Object, Double>();
        var rowsOfTables = new IdentityHashMap<Object, Double>();
        for (var key : keys) {
            if (key instanceof Expr.Ref(var column, var _)) {
                var fact = current(column);
                double values = fact.distinctAmong(input) + (fact.nulls() > 0 ? 1 : 0);
                if (fact.origin() == null) {
                    combinations *= values;
                } else {
                    ofTables.merge(fact.origin(), values, (a, b) -> a * b);
                    rowsOfTables.put(fact.origin(), fact.sourceRows());
                }
            } else {
                combinations *= distinct(key, input);
            }
        }
        for (var table : ofTables.entrySet()) {
            combinations *= Math.min(
                    table.getValue(), Math.max(1, rowsOfTables.getOrDefault(table.getKey(), table.getValue())));
        }
        double drawn = keys.size() == 1 ? combinations : ColumnFacts.drawn(combinations, input);
        return Math.max(keys.isEmpty() ? 1 : Math.min(1, input), Math.min(drawn, input));
    }

    private double join(Plan.Join join) {
        double l = rows(join.left());
        double r = rows(join.right());
        double inner = l * r * joins.share(join.conditions());
        double matched = joins.matched(join.conditions(), join.right().output(), r);
        var kind = join.kind();
        double result = switch (kind) {
            case INNER -> inner;
            case LEFT -> Math.max(l, inner + l * (1 - matched));
            case RIGHT -> Math.max(r, inner);
            case FULL -> Math.max(l + r - Math.min(l, r) * MATCHED, inner);
            case MARK, SINGLE -> l;
            case SEMI -> l * matched;
            case ANTI -> l * Math.max(0.02, 1 - matched);
        };
        if (kind == Kind.INNER || kind == Kind.SEMI) {
            joins.narrow(join.conditions(), joined::put);
        } else if (kind == Kind.LEFT) {
            padded(join.right().output(), 1 - inner / Math.max(inner, inner + l * (1 - matched)));
        }
        if (join.mark() != null) {
            facts.put(join.mark(), ColumnFacts.plain(2, l));
        }
        return result;
    }

    private void padded(List<Column> columns, double share) {
        for (var column : columns) {
            var before = facts(column);
            joined.put(column, before.withNulls(before.nulls() * (1 - share) + share));
        }
    }

    private double setOperation(Plan.SetOperation operation) {
        double left = rows(operation.left());
        double right = rows(operation.right());
        for (int i = 0; i < operation.output().size(); i++) {
            var a = facts(operation.left().output().get(i));
            var b = facts(operation.right().output().get(i));
            double distinct = Math.max(a.distinct(), b.distinct());
            var both = new ColumnFacts(
                    distinct, left + right, a.nulls(), Math.min(a.min(), b.min()), Math.max(a.max(), b.max()), null);
            facts.put(operation.output().get(i), both);
        }
        return switch (operation.kind()) {
            case UNION -> operation.all() ? left + right : Math.max(left, right) + Math.min(left, right) * MATCHED;
            case INTERSECT -> Math.min(left, right) * MATCHED;
            case EXCEPT -> left * MATCHED;
        };
    }
}
