package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.function.DoubleToLongFunction;
import tarn.engine.data.type.Lane;

/** Template: a long of a double. */
final class DoubleToLongLoop implements Loop {
    record Data(DoubleToLongFunction operator, Lane in, Lane out, long mask) {}

    private static final Data DATA = Specialize.data(MethodHandles.lookup(), Data.class);
    private static final DoubleToLongFunction OPERATOR = DATA.operator();
    private static final Lane IN = DATA.in();
    private static final Lane OUT = DATA.out();
    private static final long MASK = DATA.mask();

    @Override
    public void run(Arguments in, MemorySegment out, int rows) {
        loop(in.values(0), out, rows);
    }

    private static void loop(MemorySegment a, MemorySegment out, int rows) {
        for (int i = 0; i < rows; i++) {
            LaneAccess.writeLong(OUT, MASK, out, i, OPERATOR.applyAsLong(LaneAccess.readDouble(IN, a, i)));
        }
    }

    @Override
    public void run(Arguments in, MemorySegment out, int rows, MemorySegment bits) {
        var a = in.values(0);
        for (int w = 0, words = Bitmaps.words(rows); w < words; w++) {
            for (long word = Bitmaps.word(bits, w, rows); word != 0; word &= word - 1) {
                int i = (w << 6) + Long.numberOfTrailingZeros(word);
                LaneAccess.writeLong(OUT, MASK, out, i, OPERATOR.applyAsLong(LaneAccess.readDouble(IN, a, i)));
            }
        }
    }
}
