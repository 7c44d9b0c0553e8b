package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Bits;
import tarn.engine.kernel.Flatten;

/** What FILTER lets through. */
final class Included {
    private Included() {}

    /** The rows for which FILTER is true, as bits; null for all. */
    static @Nullable MemorySegment of(TaskRows rows) {
        var chunk = rows.chunk();
        if (rows.task().filter() < 0) {
            return null;
        }
        var filter = Flatten.flatten(chunk.column(rows.task().filter()), chunk.rows(), chunk.region());
        long bytes = Bits.bytes(chunk.rows());
        var included = chunk.region().allocate(bytes);
        MemorySegment.copy(filter.values(), 0, included, 0, bytes);
        var validity = filter.validity();
        if (validity != null) {
            for (long at = 0; at < bytes; at += 8) {
                long both = Memory.getLongAt(included, at) & Memory.getLongAt(validity, at);
                Memory.setLongAt(included, at, both);
            }
        }
        return included;
    }
}
