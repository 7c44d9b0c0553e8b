package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Lane;

/** Template: a bit for each integer of one lane that lies in a range. */
final class RangeLoop implements RangeTest {
    record Data(Lane lane) {}

    private static final Data DATA = Specialize.data(MethodHandles.lookup(), Data.class);
    private static final Lane LANE = DATA.lane();

    /** The distance wraps around for values far away, and then one of the two signs is negative all the same. */
    @Override
    public void run(MemorySegment values, long low, long span, int rows, MemorySegment out) {
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long outside = 0;
            for (int i = start; i < end; i++) {
                long distance = LaneAccess.readLong(LANE, values, i) - low;
                outside |= (distance | span - distance) >>> 63 << i;
            }
            Memory.setLong(out, start >>> 6, ~outside);
        }
    }
}
