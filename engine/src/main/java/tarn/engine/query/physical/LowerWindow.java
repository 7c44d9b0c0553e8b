package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.expr.WindowCall.Function.Ranking;
import tarn.engine.function.Argument;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.project.Project;
import tarn.engine.query.run.sort.SortSpec;
import tarn.engine.query.run.window.LeadingRows;
import tarn.engine.query.run.window.Window;
import tarn.engine.query.run.window.WindowSpec;
import tarn.sql.error.Span;

/** Lowers window functions: one operator for all calls that one order of the rows serves. */
final class LowerWindow {
    private final Lowering lowering;
    private final Plan.Window plan;
    private final @Nullable Leading leading;

    private LowerWindow(Lowering lowering, Plan.Window plan, @Nullable Leading leading) {
        this.lowering = lowering;
        this.plan = plan;
        this.leading = leading;
    }

    private record Shape(List<Expr> partition, List<SortKey> order) {}

    /** @param above what the rows are filtered by above the window; null if they are not */
    static Stream lower(Lowering lowering, Plan.Window plan, @Nullable Expr above, Set<Column> needed) {
        var stages = new LinkedHashMap<Shape, List<WindowCall>>();
        var first = plan.calls().getFirst();
        for (var call : plan.calls()) {
            var sorted = call.servedBy(first) ? first : call;
            stages.computeIfAbsent(new Shape(sorted.partition(), sorted.order()), _ -> new ArrayList<>())
                    .add(call);
        }
        var leading = above == null || stages.size() > 1 ? null : Leading.of(above, plan.calls());
        return new LowerWindow(lowering, plan, leading).lower(stages, needed);
    }

    /**
     * Of each partition only the first rows are asked for.
     *
     * @param call the one whose number is at most {@code most}
     */
    private record Leading(WindowCall call, int most) {
        /** Functions that do not look at rows further behind in the order. */
        private static final Set<WindowCall.Function> NUMBERS =
                Set.of(Ranking.ROW_NUMBER, Ranking.RANK, Ranking.DENSE_RANK);

        static @Nullable Leading of(Expr predicate, List<WindowCall> calls) {
            var first = calls.getFirst();
            for (var call : calls) {
                if (!NUMBERS.contains(call.function())
                        || !call.argumentOrder().isEmpty()
                        || call.partition().size() != first.partition().size()
                        || call.order().size() != first.order().size()) {
                    return null;
                }
            }
            @Nullable Leading least = null;
            for (var conjunct : predicate instanceof Expr.And(var operands, var _) ? operands : List.of(predicate)) {
                for (var call : calls) {
                    long most = most(conjunct, call.output());
                    if (most <= (least == null ? LeadingRows.MOST : least.most - 1)) {
                        least = new Leading(call, (int) Math.max(most, 1));
                    }
                }
            }
            return least;
        }

        /** The greatest value that the column may have, if a conjunct says so. */
        private static long most(Expr conjunct, Column column) {
            return switch (conjunct) {
                case Expr.Comparison(var operator, Expr.Ref ref, Expr.Literal(Long value, var _, var _), var _)
                when ref.column().equals(column) -> most(operator, value);
                case Expr.Comparison(var operator, Expr.Literal(Long value, var _, var _), Expr.Ref ref, var _)
                when ref.column().equals(column) -> most(operator.flip(), value);
                default -> Long.MAX_VALUE;
            };
        }

        private static long most(ComparisonOperator operator, long value) {
            return switch (operator) {
                case EQUAL, NOT_DISTINCT_FROM, LESS_OR_EQUAL -> value;
                case LESS -> value == Long.MIN_VALUE ? value : value - 1;
                case GREATER, GREATER_OR_EQUAL, NOT_EQUAL, DISTINCT_FROM -> Long.MAX_VALUE;
            };
        }

        /** @param keys as the rows are sorted by, behind those of the partition the order */
        LeadingRows step(List<Column> layout, List<SortSpec.Key> keys) {
            int partitions = call.partition().size();
            var order = keys.size() > partitions ? keys.get(partitions) : null;
            var counted = LeadingRows.Counted.LESSER_ROWS;
            if (call.function() == Ranking.DENSE_RANK) {
                counted = LeadingRows.Counted.LESSER_KEYS;
            } else if (call.function() == Ranking.ROW_NUMBER && (order == null || isAll(keys, partitions))) {
                counted = LeadingRows.Counted.ROWS;
            }
            var partition =
                    keys.subList(0, partitions).stream().map(SortSpec.Key::expr).toList();
            return new LeadingRows(layout, partition, order, most, counted);
        }

        /** Whether one word is all of the order. */
        private static boolean isAll(List<SortSpec.Key> keys, int partitions) {
            return keys.size() == partitions + 1
                    && switch (keys.getLast().expr().type().lane()) {
                        case BIT, I8, I16, I32, I64, F32, F64 -> true;
                        case I128, INTERVAL, BYTES -> false;
                    };
        }
    }

    private Stream lower(Map<Shape, List<WindowCall>> stages, Set<Column> needed) {
        var used = new LinkedHashSet<>(needed);
        used.addAll(Columns.of(plan.calls().stream()
                .flatMap(call -> expressions(call).stream())
                .toList()));
        var stream = lowering.lower(plan.input(), used);
        var remaining = new ArrayList<>(stages.entrySet());
        while (!remaining.isEmpty()) {
            var stage = remaining.removeFirst();
            var above = new LinkedHashSet<>(needed);
            for (var later : remaining) {
                later.getValue().forEach(call -> above.addAll(Columns.of(expressions(call))));
            }
            stream = new Stage(stream, above, stage.getKey()).lower(stage.getValue());
        }
        return stream;
    }

    private static List<Expr> expressions(WindowCall call) {
        var all = new ArrayList<>(call.arguments());
        all.addAll(call.partition());
        call.order().forEach(key -> all.add(key.expr()));
        call.argumentOrder().forEach(key -> all.add(key.expr()));
        if (call.filter() != null) {
            all.add(call.filter());
        }
        for (var bound : List.of(call.frame().start(), call.frame().end())) {
            if (bound.offset() != null) {
                all.add(bound.offset());
            }
            if (bound.moved() != null) {
                all.add(bound.moved());
            }
        }
        return all;
    }

    /** The calls of one partition and order: first every expression they need as a column, then the operator. */
    private final class Stage {
        private final Stream input;
        private final Shape shape;
        private final List<Column> layout = new ArrayList<>();
        private final List<Expr> computed = new ArrayList<>();
        private final int passed;

        Stage(Stream input, Set<Column> above, Shape shape) {
            this.input = input;
            this.shape = shape;
            for (var column : input.layout()) {
                if (above.contains(column)) {
                    position(new Expr.Ref(column, Span.NONE));
                }
            }
            this.passed = layout.size();
        }

        Stream lower(List<WindowCall> calls) {
            var keys = new ArrayList<SortSpec.Key>();
            shape.partition.forEach(expr -> keys.add(new SortSpec.Key(column(expr), false, false)));
            shape.order.forEach(
                    key -> keys.add(new SortSpec.Key(column(key.expr()), key.descending(), key.nullsFirst())));
            var tasks = calls.stream().map(this::task).toList();
            var spec = new WindowSpec(layout, passed, keys, tasks);
            var projected = input.then(new Project(input.layout(), computed), layout);
            if (leading != null) {
                projected = projected.then(lowering.operator(plan, leading.step(layout, keys)), layout);
            }
            var window = lowering.operator(plan, new Window(spec));
            lowering.end(projected, window);
            return Stream.of(lowering.operator(plan, window.result()), spec.output());
        }

        private WindowSpec.Task task(WindowCall call) {
            return new WindowSpec.Task(
                    call,
                    call.arguments().stream().map(this::position).toList(),
                    call.filter() == null ? -1 : position(call.filter()),
                    call.argumentOrder().stream()
                            .map(key -> new WindowSpec.ArgumentKey(
                                    position(key.expr()), key.descending(), key.nullsFirst()))
                            .toList(),
                    offset(call, call.frame().start()),
                    offset(call, call.frame().end()),
                    call.partition().size(),
                    call.order().size());
        }

        private WindowSpec.Offset offset(WindowCall call, WindowCall.Bound bound) {
            @Nullable Expr offset = bound.offset();
            if (offset == null) {
                return WindowSpec.Offset.NONE;
            }
            if (call.frame().unit() != WindowCall.Unit.RANGE) {
                return new WindowSpec.Offset(position(offset), -1, -1);
            }
            var order = call.order().getFirst();
            var key = order.expr();
            if (key.type() == ScalarType.TIME || key.type() == ScalarType.TIMETZ) {
                // A time of day does not go round at midnight here: it is one of the first day.
                key = operation("+", new Expr.Literal(0L, ScalarType.DATE, key.span()), key);
            }
            boolean backwards = (bound.kind() == WindowCall.Bound.Kind.PRECEDING) != order.descending();
            var moved = bound.moved() == null ? operation(backwards ? "-" : "+", key, offset) : bound.moved();
            if (key.type() == ScalarType.TIMESTAMP_NS) {
                // Sums are of microseconds; the keys are compared as finely as they are.
                return new WindowSpec.Offset(position(offset), position(cast(moved, key.type())), position(key));
            }
            return new WindowSpec.Offset(position(offset), position(moved), position(cast(key, moved.type())));
        }

        private Expr operation(String name, Expr left, Expr right) {
            var operator =
                    Functions.scalar(name, List.of(Argument.of(left.type()), Argument.of(right.type())), right.span());
            var operands = List.of(
                    cast(left, operator.parameters().get(0)),
                    cast(right, operator.parameters().get(1)));
            return new Expr.Call(operator, operands, right.span());
        }

        private Expr cast(Expr expr, DataType type) {
            return expr.type().equals(type) ? expr : new Expr.Cast(expr, type, false, expr.span());
        }

        private Expr column(Expr expr) {
            return new Expr.Ref(layout.get(position(expr)), expr.span());
        }

        /** Where an expression is in the layout; added if it is not there yet. */
        private int position(Expr expr) {
            int known = expr instanceof Expr.Ref ref ? layout.indexOf(ref.column()) : computed.indexOf(expr);
            if (known >= 0) {
                return known;
            }
            layout.add(
                    expr instanceof Expr.Ref ref ? ref.column() : lowering.ids().column("", expr.type()));
            computed.add(expr);
            return computed.size() - 1;
        }
    }
}
