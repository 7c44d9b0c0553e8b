package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;

/** What one more value does to a cell that holds the ones before. */
interface CellStep {

    void add(MemorySegment memory, long at, MemorySegment values, long row, Region region);

    /** min or max. */
    static CellStep extreme(DataType type, boolean greatest) {
        int sign = greatest ? -1 : 1;
        return (memory, at, values, row, region) -> {
            if (Cells.compare(type, values, row, memory, at) * sign < 0) {
                Cells.store(type.lane(), values, row, memory, at, region);
            }
        };
    }
}
