package tarn.engine.query.optimize;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.WindowCall.Function.Ranking;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;

/**
 * Between which bounds the values of expressions lie, by the statistics of the tables, what functions give, and types. Bounds
 * are of the physical form: unscaled for DECIMAL, days for DATE, microseconds for TIMESTAMP.
 */
final class ValueRanges {
    /** More rows than any table has. */
    private static final double MOST_ROWS = 0x1p40;

    private static final Set<Ranking> COUNTS =
            Set.of(Ranking.ROW_NUMBER, Ranking.RANK, Ranking.DENSE_RANK, Ranking.NTILE);

    private static final double MICROS_PER_DAY = 86_400e6;

    private final Map<Column, Supplier<Range>> sources = new HashMap<>();
    private final Map<Column, Range> known = new HashMap<>();
    private final Set<Integer> recursive = new HashSet<>();

    /** Bounds, both of which are values that may occur. */
    record Range(double low, double high) {
        static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        static Range of(double a, double b) {
            return Double.isNaN(a) || Double.isNaN(b) ? ALL : new Range(Math.min(a, b), Math.max(a, b));
        }

        static Range both(double magnitude) {
            return new Range(-magnitude, magnitude);
        }

        Range or(Range other) {
            return new Range(Math.min(low, other.low), Math.max(high, other.high));
        }

        Range and(Range other) {
            return new Range(Math.max(low, other.low), Math.min(high, other.high));
        }

        Range plus(Range other) {
            return of(low + other.low, high + other.high);
        }

        Range negated() {
            return new Range(-high, -low);
        }

        Range times(Range other) {
            return of(low * other.low, high * other.high).or(of(low * other.high, high * other.low));
        }

        boolean within(Range other) {
            return other.low <= low && high <= other.high;
        }

        double magnitude() {
            return Math.max(Math.abs(low), Math.abs(high));
        }
    }

    ValueRanges(Plan plan) {
        PlanWalk.forEachNode(plan, node -> {
            if (node instanceof Plan.Recursive(var id, var _, var _, var _, var _, var keyed)) {
                recursive.add(id);
                if (keyed != null) {
                    recursive.add(keyed.id());
                }
            }
        });
        PlanWalk.forEachNode(plan, this::add);
    }

    private void add(Plan node) {
        switch (node) {
            case Plan.Scan scan -> scan.output().forEach(column -> sources.put(column, () -> ofScan(scan, column)));
            case Plan.Project(var _, var assignments) -> assignments.forEach(this::add);
            case Plan.Aggregate aggregate -> {
                aggregate.groups().forEach(this::add);
                aggregate.calls().forEach(call -> sources.put(call.output(), () -> ofAggregate(call)));
            }
            case Plan.SetOperation(var _, var _, var left, var right, var output) -> {
                for (int i = 0; i < output.size(); i++) {
                    var a = Terms.ref(left.output().get(i));
                    var b = Terms.ref(right.output().get(i));
                    sources.put(output.get(i), () -> of(a).or(of(b)));
                }
            }
            case Plan.SharedScan(var id, var source, var output) -> {
                for (int i = 0; i < output.size() && !recursive.contains(id); i++) {
                    var of = Terms.ref(source.get(i));
                    sources.put(output.get(i), () -> of(of));
                }
            }
            case Plan.Window(var _, var calls) ->
                calls.forEach(call -> sources.put(
                        call.output(),
                        () -> call.function() instanceof Ranking ranking && COUNTS.contains(ranking)
                                ? new Range(0, MOST_ROWS)
                                : Range.ALL));
            default -> {}
        }
    }

    private void add(Plan.Assignment assignment) {
        if (!PlanWalk.passes(assignment)) {
            sources.put(assignment.output(), () -> of(assignment.expr()));
        }
    }

    private static Range ofScan(Plan.Scan scan, Column column) {
        ColumnStatistics statistics =
                scan.source().statistics(scan.columns().get(scan.output().indexOf(column)));
        return statistics.min() instanceof Number low && statistics.max() instanceof Number high
                ? Range.of(low.doubleValue(), high.doubleValue())
                : Range.ALL;
    }

    private Range ofAggregate(AggregateCall call) {
        return switch (call.function().name()) {
            case "count", "count_star", "count_if" -> new Range(0, MOST_ROWS);
            case "sum" ->
                of(call.arguments().getFirst()).times(new Range(0, MOST_ROWS)).or(new Range(0, 0));
            case "min", "max", "any_value", "first", "last" ->
                of(call.arguments().getFirst());
            default -> Range.ALL;
        };
    }

    Range of(Expr expr) {
        return switch (expr) {
            case Expr.Literal(Number value, var _, var _) -> Range.of(value.doubleValue(), value.doubleValue());
            case Expr.Literal(var value, var _, var _) when value == null -> new Range(0, 0);
            case Expr.Ref(var column, var _) -> column(column);
            case Expr.Cast cast -> cast(of(cast.operand()), cast.operand().type(), cast.type());
            case Expr.Call call -> computed(call).and(ofType(call.type()));
            case Expr.Coalesce(var operands, var _, var _) ->
                operands.stream().map(this::of).reduce(Range::or).orElse(Range.ALL);
            case Expr.Case choice ->
                choice.whens().stream().map(when -> of(when.result())).reduce(of(choice.otherwise()), Range::or);
            default -> ofType(expr.type());
        };
    }

    private Range column(Column column) {
        var found = known.get(column);
        if (found != null) {
            return found;
        }
        var range = ofType(column.type());
        known.put(column, range);
        var source = sources.get(column);
        if (source != null) {
            range = source.get().and(range);
            known.put(column, range);
        }
        return range;
    }

    /** What a sum, difference or product would be if nothing could overflow; else what the type allows. */
    Range computed(Expr.Call call) {
        var arguments = call.arguments();
        if (arguments.size() == 1) {
            return switch (call.function().name()) {
                case "-", "subtract" -> of(arguments.getFirst()).negated();
                case "length", "strlen", "len" -> new Range(0, 0x1p31);
                case "year" -> Range.both(300_000);
                case "month", "day", "week", "quarter", "dayofyear" -> new Range(0, 366);
                default -> ofType(call.type());
            };
        }
        if (arguments.size() != 2) {
            return ofType(call.type());
        }
        var left = of(arguments.getFirst());
        var right = of(arguments.get(1));
        return switch (call.function().name()) {
            case "+", "add" -> left.plus(right);
            case "-", "subtract" -> left.plus(right.negated());
            case "*", "multiply" -> left.times(right);
            case "%", "mod" -> Range.both(right.magnitude());
            case "date_part" -> Range.both(300_000_000);
            default -> ofType(call.type());
        };
    }

    private static Range cast(Range range, DataType from, DataType to) {
        var type = ofType(to);
        if (number(from) && number(to)) {
            double factor = Math.pow(10, scale(to) - scale(from));
            double low = range.low() * factor;
            double high = range.high() * factor;
            return Range.of(factor < 1 ? low - 1 : low, factor < 1 ? high + 1 : high)
                    .and(type);
        }
        if (from == ScalarType.DATE && to == ScalarType.TIMESTAMP) {
            return range.times(new Range(MICROS_PER_DAY, MICROS_PER_DAY)).and(type);
        }
        return type;
    }

    private static boolean number(DataType type) {
        return type.isInteger() || type instanceof DecimalType || type == ScalarType.BOOLEAN;
    }

    private static int scale(DataType type) {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    /** All values of the type. */
    static Range ofType(DataType type) {
        if (type instanceof DecimalType decimal) {
            return Range.both(Math.pow(10, decimal.precision()));
        }
        if (type.unsignedBits() > 0) {
            return new Range(0, Math.pow(2, type.unsignedBits()) - 1);
        }
        return switch (type) {
            case ScalarType.BOOLEAN -> new Range(0, 1);
            case ScalarType.TINYINT -> new Range(-0x1p7, 0x1p7 - 1);
            case ScalarType.SMALLINT -> new Range(-0x1p15, 0x1p15 - 1);
            case ScalarType.INTEGER, ScalarType.DATE -> new Range(-0x1p31, 0x1p31 - 1);
            case ScalarType.BIGINT, ScalarType.TIMESTAMP -> Range.both(0x1p63);
            case ScalarType.HUGEINT -> Range.both(0x1p127);
            default -> Range.ALL;
        };
    }
}
