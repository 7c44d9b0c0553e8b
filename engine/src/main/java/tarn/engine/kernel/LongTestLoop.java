package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Lane;

/** Template: a boolean of two longs. */
final class LongTestLoop implements Loop {
    record Data(RowOperator.LongTest test, Lane a, Lane b) {}

    private static final Data DATA = Specialize.data(MethodHandles.lookup(), Data.class);
    private static final RowOperator.LongTest TEST = DATA.test();
    private static final Lane A = DATA.a();
    private static final Lane B = DATA.b();

    @Override
    public void run(Arguments in, MemorySegment out, int rows) {
        if (in.isConstant(1)) {
            constantSecond(in.values(0), LaneAccess.readLong(B, in.values(1), 0), out, rows);
        } else if (in.isConstant(0)) {
            constantFirst(LaneAccess.readLong(A, in.values(0), 0), in.values(1), out, rows);
        } else {
            both(in.values(0), in.values(1), out, rows);
        }
    }

    private static void both(MemorySegment a, MemorySegment b, MemorySegment out, int rows) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                word |= (TEST.test(LaneAccess.readLong(A, a, i), LaneAccess.readLong(B, b, i)) ? 1L : 0L) << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    private static void constantFirst(long a, MemorySegment b, MemorySegment out, int rows) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                word |= (TEST.test(a, LaneAccess.readLong(B, b, i)) ? 1L : 0L) << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    private static void constantSecond(MemorySegment a, long b, MemorySegment out, int rows) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                word |= (TEST.test(LaneAccess.readLong(A, a, i), b) ? 1L : 0L) << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    /** Tests are total, so rows that nobody asks for may be tested too. */
    @Override
    public void run(Arguments in, MemorySegment out, int rows, MemorySegment bits) {
        run(in, out, rows);
    }
}
