package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import tarn.engine.data.memory.Memory;

/** Template: any function of a row. */
final class RowLoopTemplate implements RowLoop {
    private static final RowOperator OPERATOR = Specialize.data(MethodHandles.lookup(), RowOperator.class);

    @Override
    public int run(Arguments in, Output out, int rows, MemorySegment bits) {
        int nulls = 0;
        for (int w = 0, words = Bitmaps.words(rows); w < words; w++) {
            long kept = Memory.getLong(bits, w);
            for (long word = Bitmaps.word(bits, w, rows); word != 0; word &= word - 1) {
                if (!OPERATOR.apply(in, (w << 6) + Long.numberOfTrailingZeros(word), out)) {
                    kept ^= word & -word;
                    nulls++;
                }
            }
            Memory.setLong(bits, w, kept);
        }
        return nulls;
    }
}
