package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.function.LongBinaryOperator;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Lane;

/** Template: a bit of two values of one numeric lane. The operator gives 0 or 1 without a branch. */
final class CompareLoop implements Loop {
    record Data(LongBinaryOperator bit, Lane lane) {}

    private static final Data DATA = Specialize.data(MethodHandles.lookup(), Data.class);
    private static final LongBinaryOperator BIT = DATA.bit();
    private static final Lane LANE = DATA.lane();

    @Override
    public void run(Arguments in, MemorySegment out, int rows) {
        if (in.isConstant(1)) {
            constantSecond(in.values(0), LaneAccess.readKey(LANE, in.values(1), 0), out, rows);
        } else if (in.isConstant(0)) {
            constantFirst(LaneAccess.readKey(LANE, in.values(0), 0), in.values(1), out, rows);
        } else {
            both(in.values(0), in.values(1), out, rows);
        }
    }

    private static void both(MemorySegment a, MemorySegment b, MemorySegment out, int rows) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                word |= BIT.applyAsLong(LaneAccess.readKey(LANE, a, i), LaneAccess.readKey(LANE, b, i)) << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    private static void constantFirst(long a, MemorySegment b, MemorySegment out, int rows) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                word |= BIT.applyAsLong(a, LaneAccess.readKey(LANE, b, i)) << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    private static void constantSecond(MemorySegment a, long b, MemorySegment out, int rows) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                word |= BIT.applyAsLong(LaneAccess.readKey(LANE, a, i), b) << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    /** Comparisons are total, so rows that nobody asks for may be compared too. */
    @Override
    public void run(Arguments in, MemorySegment out, int rows, MemorySegment bits) {
        run(in, out, rows);
    }
}
