package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.query.run.shared.RowStore;

/** A column of 64-bit words in all blocks of a store, by block number, and the range of its values. */
final class KeyColumns {
    private final MemorySegment[] values;
    private final @Nullable MemorySegment[] validity;
    private long least = -1L;
    private long greatest = 0;
    private boolean anyNull;
    private boolean anyValue;
    private boolean anyOdd;

    KeyColumns(List<RowStore.Segment> segments, int column, int blocks) {
        values = new MemorySegment[blocks];
        validity = new MemorySegment[blocks];
        for (var segment : segments) {
            int index = segment.block().index();
            if (values[index] == null) {
                FlatVector vector = segment.block().column(column).vector();
                values[index] = vector.values();
                validity[index] = vector.validity();
            }
        }
    }

    MemorySegment values(int block) {
        return values[block];
    }

    @Nullable
    MemorySegment validity(int block) {
        return validity[block];
    }

    long value(int address) {
        return Memory.getLong(values[address >>> RowStore.BLOCK_SHIFT], address & (RowStore.BLOCK_ROWS - 1));
    }

    boolean isNull(int address) {
        MemorySegment bits = validity[address >>> RowStore.BLOCK_SHIFT];
        return bits != null && !Bits.get(bits, address & (RowStore.BLOCK_ROWS - 1));
    }

    /** Takes the rows of a segment into account; called by several threads. */
    void measure(RowStore.Segment segment, @Nullable WordTest odd) {
        var words = values[segment.block().index()];
        var bits = validity[segment.block().index()];
        long min = -1L;
        long max = 0;
        boolean nulls = false;
        boolean some = false;
        boolean found = false;
        for (int i = segment.from(); i < segment.from() + segment.rows(); i++) {
            if (bits != null && !Bits.get(bits, i)) {
                nulls = true;
                continue;
            }
            long word = Memory.getLong(words, i) ^ Long.MIN_VALUE;
            min = Math.min(min ^ Long.MIN_VALUE, word) ^ Long.MIN_VALUE;
            max = Math.max(max ^ Long.MIN_VALUE, word) ^ Long.MIN_VALUE;
            some = true;
            if (odd != null && !found) {
                found = odd.holds(word ^ Long.MIN_VALUE);
            }
        }
        synchronized (this) {
            least = Long.compareUnsigned(min, least) < 0 ? min : least;
            greatest = Long.compareUnsigned(max, greatest) > 0 ? max : greatest;
            anyNull |= nulls;
            anyValue |= some;
            anyOdd |= found;
        }
    }

    @FunctionalInterface
    interface WordTest {
        boolean holds(long word);
    }

    boolean hasNulls() {
        return anyNull;
    }

    /** Whether a word fulfilled the test given to {@link #measure}. */
    boolean hasOdd() {
        return anyOdd;
    }

    /** The least word that is not NULL's. */
    long base() {
        return anyValue ? least : 0;
    }

    /** Bits that word minus {@link #base} takes at most. */
    int width() {
        return anyValue ? 64 - Long.numberOfLeadingZeros(greatest - least) : 0;
    }
}
