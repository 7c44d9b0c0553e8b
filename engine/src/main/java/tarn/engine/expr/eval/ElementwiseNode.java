package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Expr;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;
import tarn.engine.kernel.NestedColumns;
import tarn.engine.kernel.NestedColumns.Elements;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** A lambda over the elements of lists: all elements of a batch's lists are the rows that its body is evaluated for. */
final class ElementwiseNode implements Node {
    private static final int ELEMENTS = 8;

    private final Expr.Elementwise expr;
    private final List<Node> arguments;
    private final Node body;

    ElementwiseNode(Expr.Elementwise expr, List<Node> arguments, Node body) {
        this.expr = expr;
        this.arguments = arguments;
        this.body = body;
    }

    @Override
    public boolean mayFail() {
        return body.mayFail()
                || expr.kind() == Expr.Elementwise.Kind.REDUCE
                || arguments.stream().anyMatch(Node::mayFail);
    }

    @Override
    public int cost() {
        return arguments.stream().mapToInt(Node::cost).sum() + ELEMENTS * (body.cost() + ELEMENTS);
    }

    @Override
    public Vector evaluate(Frame in) {
        var values = new ArrayList<Vector>();
        for (var argument : arguments) {
            values.add(argument.evaluate(in));
        }
        var region = in.region();
        var lists = Flatten.flatten(values.getFirst(), in.rows(), region);
        var elements = NestedColumns.elements(lists, in.rows(), region);
        return switch (expr.kind()) {
            case TRANSFORM -> {
                var results = elements.count() == 0
                        ? new FlatVector(expr.body().type(), region.allocate(16), null)
                        : each(elements, values, in.rows(), region);
                yield NestedColumns.lists(expr.type(), results, elements.ends(), lists.validity(), in.rows(), region);
            }
            case FILTER -> filter(elements, lists, values, in.rows(), region);
            case REDUCE -> reduce(elements, lists, values, in.rows(), region);
        };
    }

    /** The body for every element. */
    private Vector each(Elements elements, List<Vector> values, int rows, Region region) {
        var parents = elements.parents(rows, region);
        var columns = new ArrayList<Vector>();
        columns.add(elements.values());
        columns.add(positions(elements, rows, region));
        for (var captured : values.subList(1, values.size())) {
            columns.add(Gather.gather(captured, parents, elements.count(), region));
        }
        return body.evaluate(new Frame(columns, elements.count(), region));
    }

    private static FlatVector positions(Elements elements, int rows, Region region) {
        var positions = region.allocate(Math.max(16, Lane.I64.bytesFor(elements.count())));
        int at = 0;
        for (int row = 0; row < rows; row++) {
            for (long position = 1; at < elements.to(row); at++) {
                Memory.setLong(positions, at, position++);
            }
        }
        return new FlatVector(ScalarType.BIGINT, positions, null);
    }

    private Vector filter(Elements elements, FlatVector lists, List<Vector> values, int rows, Region region) {
        if (elements.count() == 0) {
            return lists;
        }
        var keep = Flatten.flatten(each(elements, values, rows, region), elements.count(), region);
        var kept = region.allocate(Math.max(16, Lane.I32.bytesFor(elements.count())));
        var ends = region.allocate(Math.max(16, Lane.I32.bytesFor(rows)));
        int count = 0;
        int at = 0;
        for (int row = 0; row < rows; row++) {
            for (; at < elements.to(row); at++) {
                if (!keep.isNull(at) && Bits.get(keep.values(), at)) {
                    Memory.setInt(kept, count++, at);
                }
            }
            Memory.setInt(ends, row, count);
        }
        var left = Gather.gather(elements.values(), kept, count, region);
        return NestedColumns.lists(expr.type(), left, ends, lists.validity(), rows, region);
    }

    /** Step by step: the second elements of all lists, then the third ones, and so on. */
    private Vector reduce(Elements elements, FlatVector lists, List<Vector> values, int rows, Region region) {
        var state = new Merge(expr.type(), rows, region);
        state.putAll(Constants.nullOf(expr.type()));
        var chosen = region.allocate(Math.max(16, Lane.I32.bytesFor(rows)));
        var places = region.allocate(Math.max(16, Lane.I32.bytesFor(rows)));
        int longest = 0;
        for (int row = 0; row < rows; row++) {
            int length = elements.to(row) - elements.from(row);
            longest = Math.max(longest, length);
            if (length == 0 && !lists.isNull(row) && !expr.initial()) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "list_reduce of an empty list needs an initial value");
            }
        }
        if (expr.initial()) {
            int count = choose(0, elements, lists, rows, chosen, places, true);
            state.overwrite(Gather.gather(values.get(1), chosen, count, region), chosen, count);
        }
        for (int step = 0; step < longest; step++) {
            int count = choose(step, elements, lists, rows, chosen, places, false);
            var element = Gather.gather(elements.values(), places, count, region);
            var result =
                    step == 0 && !expr.initial() ? element : step(step, element, values, state, chosen, count, region);
            state.overwrite(result, chosen, count);
        }
        return state.result();
    }

    /** The rows whose lists have an element at a place, and where it is; with {@code all} every row with a list. */
    private static int choose(
            int place,
            Elements elements,
            FlatVector lists,
            int rows,
            MemorySegment chosen,
            MemorySegment places,
            boolean all) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = elements.from(row) + place;
            if (!lists.isNull(row) && (all || at < elements.to(row))) {
                Memory.setInt(chosen, count, row);
                Memory.setInt(places, count++, at);
            }
        }
        return count;
    }

    private Vector step(
            int step,
            Vector element,
            List<Vector> values,
            Merge state,
            MemorySegment chosen,
            int count,
            Region region) {
        var columns = new ArrayList<Vector>();
        columns.add(Gather.gather(state.result(), chosen, count, region));
        columns.add(element);
        columns.add(Constants.of((long) step + 1, ScalarType.BIGINT, region));
        for (var captured : values.subList(expr.initial() ? 2 : 1, values.size())) {
            columns.add(Gather.gather(captured, chosen, count, region));
        }
        return body.evaluate(new Frame(columns, count, region));
    }
}
