package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import tarn.engine.data.memory.Memory;

/** Template: a boolean of any arguments. */
final class TestLoop implements Loop {
    private static final RowOperator.Test TEST = Specialize.data(MethodHandles.lookup(), RowOperator.Test.class);

    @Override
    public void run(Arguments in, MemorySegment out, int rows) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                word |= (TEST.test(in, i) ? 1L : 0L) << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    @Override
    public void run(Arguments in, MemorySegment out, int rows, MemorySegment bits) {
        for (int w = 0, words = Bitmaps.words(rows); w < words; w++) {
            long found = 0;
            for (long word = Bitmaps.word(bits, w, rows); word != 0; word &= word - 1) {
                if (TEST.test(in, (w << 6) + Long.numberOfTrailingZeros(word))) {
                    found |= word & -word;
                }
            }
            Memory.setLong(out, w, found);
        }
    }
}
