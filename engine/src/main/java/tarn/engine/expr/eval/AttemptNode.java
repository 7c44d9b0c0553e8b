package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.LaneCopy.From;
import tarn.engine.data.vector.Vector;
import tarn.sql.error.SqlException;

/**
 * TRY: NULL for the rows for which the body fails. Rows that fail are found by halving, so that a few of them cost little.
 */
final class AttemptNode implements Node {
    private final List<Node> arguments;
    private final Node body;
    private final DataType type;

    AttemptNode(List<Node> arguments, Node body, DataType type) {
        this.arguments = arguments;
        this.body = body;
        this.type = type;
    }

    @Override
    public boolean mayFail() {
        return arguments.stream().anyMatch(Node::mayFail);
    }

    @Override
    public int cost() {
        return 2 + body.cost() + arguments.stream().mapToInt(Node::cost).sum();
    }

    @Override
    public Vector evaluate(Frame in) {
        var values = new ArrayList<Vector>();
        for (var argument : arguments) {
            values.add(argument.evaluate(in));
        }
        int rows = in.rows();
        var region = in.region();
        var frame = new Frame(values, rows, region);
        try {
            return body.evaluate(frame);
        } catch (ArithmeticException _) {
            // looked at row by row below
        } catch (SqlException e) {
            recover(e);
        }
        if (rows == 1 || values.stream().allMatch(ConstantVector.class::isInstance)) {
            return Constants.nullOf(type);
        }
        var merge = new Merge(type, rows, region);
        halves(frame, 0, rows, merge, region);
        return merge.result();
    }

    private void halves(Frame frame, int from, int to, Merge merge, Region region) {
        int middle = (from + to) >>> 1;
        attempt(frame, from, middle, merge, region);
        attempt(frame, middle, to, merge, region);
    }

    private void attempt(Frame frame, int from, int to, Merge merge, Region region) {
        int count = to - from;
        var numbers = numbers(from, count, region);
        Vector result;
        try {
            result = body.evaluate(frame.select(numbers, count));
        } catch (ArithmeticException _) {
            result = null;
        } catch (SqlException e) {
            recover(e);
            result = null;
        }
        if (result == null && count > 1) {
            halves(frame, from, to, merge, region);
        } else {
            merge.put(result == null ? Constants.nullOf(type) : result, From.NEXT, numbers, count);
        }
    }

    private static MemorySegment numbers(int from, int count, Region region) {
        var numbers = region.allocate(4L * count);
        for (int i = 0; i < count; i++) {
            Memory.setInt(numbers, i, from + i);
        }
        return numbers;
    }

    /** Passes on what is no matter of a value. */
    private static void recover(SqlException error) {
        switch (error.code()) {
            case CAST, OVERFLOW, DIVISION, INVALID_VALUE, RAISED, TYPE_MISMATCH, WRONG_ARGUMENTS, NOT_SUPPORTED -> {
                // a value that the body does not take
            }
            default -> throw error;
        }
    }
}
