package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.function.DoubleBinaryOperator;
import tarn.engine.data.type.Lane;

/** Template: a double of two doubles. */
final class DoubleBinaryLoop implements Loop {
    record Data(DoubleBinaryOperator operator, Lane a, Lane b, Lane out) {}

    private static final Data DATA = Specialize.data(MethodHandles.lookup(), Data.class);
    private static final DoubleBinaryOperator OPERATOR = DATA.operator();
    private static final Lane A = DATA.a();
    private static final Lane B = DATA.b();
    private static final Lane OUT = DATA.out();

    @Override
    public void run(Arguments in, MemorySegment out, int rows) {
        if (in.isConstant(0)) {
            constantFirst(LaneAccess.readDouble(A, in.values(0), 0), in.values(1), out, rows);
        } else if (in.isConstant(1)) {
            constantSecond(in.values(0), LaneAccess.readDouble(B, in.values(1), 0), out, rows);
        } else {
            both(in.values(0), in.values(1), out, rows);
        }
    }

    private static void both(MemorySegment a, MemorySegment b, MemorySegment out, int rows) {
        for (int i = 0; i < rows; i++) {
            double value = OPERATOR.applyAsDouble(LaneAccess.readDouble(A, a, i), LaneAccess.readDouble(B, b, i));
            LaneAccess.writeDouble(OUT, out, i, value);
        }
    }

    private static void constantFirst(double a, MemorySegment b, MemorySegment out, int rows) {
        for (int i = 0; i < rows; i++) {
            LaneAccess.writeDouble(OUT, out, i, OPERATOR.applyAsDouble(a, LaneAccess.readDouble(B, b, i)));
        }
    }

    private static void constantSecond(MemorySegment a, double b, MemorySegment out, int rows) {
        for (int i = 0; i < rows; i++) {
            LaneAccess.writeDouble(OUT, out, i, OPERATOR.applyAsDouble(LaneAccess.readDouble(A, a, i), b));
        }
    }

    @Override
    public void run(Arguments in, MemorySegment out, int rows, MemorySegment bits) {
        var a = in.values(0);
        var b = in.values(1);
        for (int w = 0, words = Bitmaps.words(rows); w < words; w++) {
            for (long word = Bitmaps.word(bits, w, rows); word != 0; word &= word - 1) {
                int i = (w << 6) + Long.numberOfTrailingZeros(word);
                double first = LaneAccess.readDouble(A, a, in.row(0, i));
                double second = LaneAccess.readDouble(B, b, in.row(1, i));
                LaneAccess.writeDouble(OUT, out, i, OPERATOR.applyAsDouble(first, second));
            }
        }
    }
}
