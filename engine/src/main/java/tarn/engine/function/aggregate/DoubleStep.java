package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

/** An aggregate of one or two doubles, told by what one row does to a state; {@link DoubleSteps} drives it. */
interface DoubleStep {

    int stateBytes();

    /** Adds a row; {@code y} is NaN where there is one argument only. */
    void add(MemorySegment memory, long at, double x, double y);

    void merge(MemorySegment memory, long at, MemorySegment from, long that);

    boolean isNull(MemorySegment memory, long at);

    double result(MemorySegment memory, long at);

    /** Adds to a double of a state. */
    static void plus(MemorySegment memory, long at, double more) {
        Memory.setDoubleAt(memory, at, Memory.getDoubleAt(memory, at) + more);
    }
}
