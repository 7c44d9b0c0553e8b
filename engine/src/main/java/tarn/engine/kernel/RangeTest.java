package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.type.Lane;

/** Tests integers for lying between two bounds in one go. */
public interface RangeTest {
    /**
     * Writes a bit for each row.
     *
     * @param span from the least value to the greatest, at least 0
     */
    void run(MemorySegment values, long low, long span, int rows, MemorySegment out);

    /** Whether there is a test for values of the lane. */
    static boolean supports(Lane lane) {
        return switch (lane) {
            case I8, I16, I32, I64 -> true;
            case BIT, I128, F32, F64, BYTES, INTERVAL -> false;
        };
    }

    static RangeTest of(Lane lane) {
        return Specialize.clone(RangeTest.class, RangeLoop.class, new RangeLoop.Data(lane));
    }
}
