package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.function.LongBinaryOperator;
import tarn.engine.data.type.Lane;

/** Template: a long of two longs. */
final class LongBinaryLoop implements Loop {
    record Data(LongBinaryOperator operator, Lane a, Lane b, Lane out, long mask) {}

    private static final Data DATA = Specialize.data(MethodHandles.lookup(), Data.class);
    private static final LongBinaryOperator OPERATOR = DATA.operator();
    private static final Lane A = DATA.a();
    private static final Lane B = DATA.b();
    private static final Lane OUT = DATA.out();
    private static final long MASK = DATA.mask();

    @Override
    public void run(Arguments in, MemorySegment out, int rows) {
        if (in.isConstant(0)) {
            constantFirst(LaneAccess.readLong(A, in.values(0), 0), in.values(1), out, rows);
        } else if (in.isConstant(1)) {
            constantSecond(in.values(0), LaneAccess.readLong(B, in.values(1), 0), out, rows);
        } else {
            both(in.values(0), in.values(1), out, rows);
        }
    }

    private static void both(MemorySegment a, MemorySegment b, MemorySegment out, int rows) {
        for (int i = 0; i < rows; i++) {
            long value = OPERATOR.applyAsLong(LaneAccess.readLong(A, a, i), LaneAccess.readLong(B, b, i));
            LaneAccess.writeLong(OUT, MASK, out, i, value);
        }
    }

    private static void constantFirst(long a, MemorySegment b, MemorySegment out, int rows) {
        for (int i = 0; i < rows; i++) {
            LaneAccess.writeLong(OUT, MASK, out, i, OPERATOR.applyAsLong(a, LaneAccess.readLong(B, b, i)));
        }
    }

    private static void constantSecond(MemorySegment a, long b, MemorySegment out, int rows) {
        for (int i = 0; i < rows; i++) {
            LaneAccess.writeLong(OUT, MASK, out, i, OPERATOR.applyAsLong(LaneAccess.readLong(A, a, i), b));
        }
    }

    @Override
    public void run(Arguments in, MemorySegment out, int rows, MemorySegment bits) {
        var a = in.values(0);
        var b = in.values(1);
        for (int w = 0, words = Bitmaps.words(rows); w < words; w++) {
            for (long word = Bitmaps.word(bits, w, rows); word != 0; word &= word - 1) {
                int i = (w << 6) + Long.numberOfTrailingZeros(word);
                long first = LaneAccess.readLong(A, a, in.row(0, i));
                long second = LaneAccess.readLong(B, b, in.row(1, i));
                LaneAccess.writeLong(OUT, MASK, out, i, OPERATOR.applyAsLong(first, second));
            }
        }
    }
}
