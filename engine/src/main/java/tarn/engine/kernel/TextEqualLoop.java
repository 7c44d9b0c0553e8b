package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;

/**
 * Whether strings are the same, or not: lengths and first bytes are compared without a branch, and the rest of those alone
 * for which they are the same.
 */
final class TextEqualLoop implements Loop {
    private final boolean negated;

    TextEqualLoop(boolean negated) {
        this.negated = negated;
    }

    @Override
    public void run(Arguments in, MemorySegment out, int rows) {
        boolean firstConstant = in.isConstant(0);
        var a = in.values(firstConstant ? 1 : 0);
        var b = in.values(firstConstant ? 0 : 1);
        if (firstConstant || in.isConstant(1)) {
            heads(a, Memory.getLong(b, 1), rows, out);
            if (Strings.length(b, 0) > 4) {
                rest(a, b, 0, rows, in.validity(), out);
            }
        } else {
            heads(a, b, rows, out);
            rest(a, b, 1, rows, in.validity(), out);
        }
        if (negated) {
            Bitmaps.not(out, rows, out);
        }
    }

    private static void heads(MemorySegment a, long b, int rows, MemorySegment out) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                long differing = Memory.getLong(a, 2L * i + 1) ^ b;
                word |= ~(differing | -differing) >>> 63 << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    private static void heads(MemorySegment a, MemorySegment b, int rows, MemorySegment out) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                long differing = Memory.getLong(a, 2L * i + 1) ^ Memory.getLong(b, 2L * i + 1);
                word |= ~(differing | -differing) >>> 63 << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    /** @param step 0 if {@code b} has one string for all rows, else 1 */
    private static void rest(
            MemorySegment a, MemorySegment b, int step, int rows, @Nullable MemorySegment validity, MemorySegment out) {
        for (int w = 0; w << 6 < rows; w++) {
            long valid = validity == null ? -1 : Memory.getLong(validity, w);
            for (long word = Memory.getLong(out, w) & valid; word != 0; word &= word - 1) {
                int row = (w << 6) + Long.numberOfTrailingZeros(word);
                if (!Strings.equal(a, row, b, (long) row * step)) {
                    Bits.clear(out, row);
                }
            }
        }
    }

    /** The bytes of NULL rows are not looked at anyway. */
    @Override
    public void run(Arguments in, MemorySegment out, int rows, MemorySegment bits) {
        run(in, out, rows);
    }
}
