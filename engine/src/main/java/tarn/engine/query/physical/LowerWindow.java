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
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.function.Argument;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.project.Project;
import tarn.engine.query.run.sort.SortSpec;
import tarn.engine.query.run.window.Window;
import tarn.engine.query.run.window.WindowSpec;
import tarn.sql.error.Span;

/** Lowers window functions: one operator for all calls that one order of the rows serves. */
final class LowerWindow {
    private final Lowering lowering;
    private final Plan.Window plan;

    private LowerWindow(Lowering lowering, Plan.Window plan) {
        this.lowering = lowering;
        this.plan = plan;
    }

    private record Shape(List<Expr> partition, List<SortKey> order) {}

    static Stream lower(Lowering lowering, Plan.Window plan, Set<Column> needed) {
        var stages = new LinkedHashMap<Shape, List<WindowCall>>();
        var first = plan.calls().getFirst();
        for (var call : plan.calls()) {
            var sorted = call.servedBy(first) ? first : call;
            stages.computeIfAbsent(new Shape(sorted.partition(), sorted.order()), _ -> new ArrayList<>())
                    .add(call);
        }
        return new LowerWindow(lowering, plan).lower(stages, needed);
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
