package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.util.function.LongBinaryOperator;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Strings;

/** Strict comparisons of two columns of one type, in the order of {@link Compare}. */
public final class Comparisons {
    /** The comparisons there are; swap the arguments for the other two. */
    public enum Order {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL
    }

    private Comparisons() {}

    public static Kernel of(Order order, DataType type) {
        return switch (type.lane()) {
            case I8, I16, I32, F32 -> loop(narrow(order), type.lane());
            // decimals of a long have at most 18 digits
            case I64 -> loop(type instanceof DecimalType ? narrow(order) : wide(order), type.lane());
            case F64 -> loop(wide(order), type.lane());
            case BIT -> Kernels.test(2, bits(order));
            case BYTES ->
                switch (order) {
                    case EQUAL, NOT_EQUAL ->
                        new StrictKernel(2, ScalarType.BOOLEAN, _ -> new TextEqualLoop(order == Order.NOT_EQUAL));
                    case LESS -> Kernels.test(2, Comparisons::less);
                    case LESS_OR_EQUAL -> Kernels.test(2, Comparisons::lessOrEqual);
                };
            case I128 -> Kernels.test(2, wides(order));
            case INTERVAL -> Kernels.test(2, intervals(order));
        };
    }

    private static Kernel loop(LongBinaryOperator bit, Lane lane) {
        return new StrictKernel(
                2,
                ScalarType.BOOLEAN,
                _ -> Specialize.clone(Loop.class, CompareLoop.class, new CompareLoop.Data(bit, lane)));
    }

    /** Keys whose differences do not overflow a long. */
    private static LongBinaryOperator narrow(Order order) {
        return switch (order) {
            case EQUAL -> Bit.EQUAL;
            case NOT_EQUAL -> Bit.NOT_EQUAL;
            case LESS -> Bit.NARROW_LESS;
            case LESS_OR_EQUAL -> Bit.NARROW_LESS_OR_EQUAL;
        };
    }

    private static LongBinaryOperator wide(Order order) {
        return switch (order) {
            case EQUAL -> Bit.EQUAL;
            case NOT_EQUAL -> Bit.NOT_EQUAL;
            case LESS -> Bit.LESS;
            case LESS_OR_EQUAL -> Bit.LESS_OR_EQUAL;
        };
    }

    /** Comparisons without a branch, constants so that loops are cloned once for each. */
    private static final class Bit {
        static final LongBinaryOperator EQUAL = (a, b) -> (~((a ^ b) | -(a ^ b))) >>> 63;
        static final LongBinaryOperator NOT_EQUAL = (a, b) -> ((a ^ b) | -(a ^ b)) >>> 63;
        static final LongBinaryOperator NARROW_LESS = (a, b) -> (a - b) >>> 63;
        static final LongBinaryOperator NARROW_LESS_OR_EQUAL = (a, b) -> ~(b - a) >>> 63;
        static final LongBinaryOperator LESS = (a, b) -> (a - b ^ (a ^ b) & (a - b ^ a)) >>> 63;
        static final LongBinaryOperator LESS_OR_EQUAL = (a, b) -> ~(b - a ^ (b ^ a) & (b - a ^ b)) >>> 63;
    }

    private static RowOperator.Test bits(Order order) {
        return switch (order) {
            case EQUAL -> (in, row) -> in.bit(0, row) == in.bit(1, row);
            case NOT_EQUAL -> (in, row) -> in.bit(0, row) != in.bit(1, row);
            case LESS -> (in, row) -> !in.bit(0, row) && in.bit(1, row);
            case LESS_OR_EQUAL -> (in, row) -> !in.bit(0, row) || in.bit(1, row);
        };
    }

    private static boolean less(Arguments in, int row) {
        return Strings.compare(in.values(0), in.row(0, row), in.values(1), in.row(1, row)) < 0;
    }

    private static boolean lessOrEqual(Arguments in, int row) {
        return Strings.compare(in.values(0), in.row(0, row), in.values(1), in.row(1, row)) <= 0;
    }

    private static RowOperator.Test wides(Order order) {
        return switch (order) {
            case EQUAL -> (in, row) -> in.low(0, row) == in.low(1, row) && in.high(0, row) == in.high(1, row);
            case NOT_EQUAL -> (in, row) -> in.low(0, row) != in.low(1, row) || in.high(0, row) != in.high(1, row);
            case LESS -> (in, row) -> Compare.wides(in.values(0), in.row(0, row), in.values(1), in.row(1, row)) < 0;
            case LESS_OR_EQUAL ->
                (in, row) -> Compare.wides(in.values(0), in.row(0, row), in.values(1), in.row(1, row)) <= 0;
        };
    }

    private static RowOperator.Test intervals(Order order) {
        return switch (order) {
            case EQUAL -> (in, row) -> intervals(in, row) == 0;
            case NOT_EQUAL -> (in, row) -> intervals(in, row) != 0;
            case LESS -> (in, row) -> intervals(in, row) < 0;
            case LESS_OR_EQUAL -> (in, row) -> intervals(in, row) <= 0;
        };
    }

    private static int intervals(Arguments in, int row) {
        return Compare.compare(ScalarType.INTERVAL, in.values(0), in.row(0, row), in.values(1), in.row(1, row));
    }

    /** A bit for each int code that lies in {@code [from, to)}. */
    public static void codesBetween(MemorySegment codes, int from, int to, int rows, MemorySegment out) {
        long length = to - (long) from;
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                long offset = Memory.getInt(codes, i) - (long) from;
                word |= (~offset & offset - length) >>> 63 << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }
}
