package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Bits;
import tarn.engine.pipeline.QueryContext;

/**
 * The build rows by their codes, while a {@link FirstRows} is made of them. Each part of the work enters the codes that fall
 * to it, from the last row to the first, so that links ascend.
 */
final class CodedRows {
    private static final int CHUNK = 2048;
    private static final int PARALLEL_ROWS = 1 << 16;

    final MemorySegment codes;
    final int rows;
    /** For each row the next one with the same code, or -1. */
    final MemorySegment links;

    private final @Nullable MemorySegment complete;
    private final QueryContext query;
    private final AtomicBoolean unique = new AtomicBoolean(true);

    /** @param complete ones for the rows to be entered; null for all */
    CodedRows(
            MemorySegment codes, @Nullable MemorySegment complete, int rows, MemorySegment links, QueryContext query) {
        this.codes = codes;
        this.complete = complete;
        this.rows = rows;
        this.links = links;
        this.query = query;
    }

    /** Whether the code of a row is in a range of codes, and the row to be entered. */
    boolean falls(int row, long low, long span) {
        long offset = Memory.getLong(codes, row) - low;
        return offset >= 0 && offset < span && isComplete(row);
    }

    boolean isComplete(int row) {
        return complete == null || Bits.get(complete, row);
    }

    /** Whether no two rows entered have the same code. */
    boolean unique() {
        return unique.get();
    }

    void foundDuplicates() {
        unique.set(false);
    }

    /** In how many parts the work is done: some number up to that of the threads. */
    int parts() {
        return rows < PARALLEL_ROWS ? 1 : query.threads();
    }

    /** Does the work of each part, which says whether there was room. */
    boolean parallel(int parts, IntPredicate work) {
        if (parts == 1) {
            return work.test(0);
        }
        var room = new AtomicBoolean(true);
        var tasks = new ArrayList<Runnable>();
        for (int p = 0; p < parts; p++) {
            int part = p;
            tasks.add(() -> {
                if (!work.test(part)) {
                    room.set(false);
                }
            });
        }
        query.parallel(tasks);
        return room.get();
    }

    /** Some rows at a time. */
    interface Loop {
        void run(int from, int to);
    }

    /** All rows, the last first. */
    void fromLast(Loop loop) {
        for (int end = rows; end > 0; end -= CHUNK) {
            if ((end / CHUNK & 63) == 0) {
                query.checkCancelled();
            }
            loop.run(Math.max(0, end - CHUNK), end);
        }
    }

    void checkCancelled() {
        query.checkCancelled();
    }
}
