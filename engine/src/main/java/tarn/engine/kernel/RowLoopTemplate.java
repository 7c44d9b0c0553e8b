package tarn.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Template: any function of a row. */
final class RowLoopTemplate implements RowLoop {
    private static final RowOperator OPERATOR = Specialize.data(MethodHandles.lookup(), RowOperator.class);

    @Override
    public int run(Arguments in, Output out, int rows, MemorySegment bits) {
        int nulls = 0;
        for (int w = 0, words = Bitmaps.words(rows); w < words; w++) {
            long kept = bits.getAtIndex(JAVA_LONG, w);
            for (long word = Bitmaps.word(bits, w, rows); word != 0; word &= word - 1) {
                if (!OPERATOR.apply(in, (w << 6) + Long.numberOfTrailingZeros(word), out)) {
                    kept ^= word & -word;
                    nulls++;
                }
            }
            bits.setAtIndex(JAVA_LONG, w, kept);
        }
        return nulls;
    }
}
