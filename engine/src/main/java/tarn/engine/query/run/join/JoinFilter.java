package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.LaneCopy;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.LaneAccess;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.key.CodeHash;

/**
 * Which values a key takes that is a number: bounds, and a bitmap of the values where they lie close together, else a Bloom
 * filter of two bits a value in one word.
 */
public final class JoinFilter implements ProbeFilter {
    private static final int CHUNK = 2048;
    private static final long DENSE_SPAN = 1 << 20;
    private static final int DENSE_SPAN_PER_ROW = 64;
    /** Bits of the Bloom filter for each row, before rounding up to a power of two. */
    private static final int BLOOM_BITS_PER_ROW = 12;

    private boolean known;
    private long values;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private MemorySegment bits = MemorySegment.NULL;
    private boolean bloom;
    private int shift;

    /** Whether keys of the type can be filtered. */
    public static boolean supports(DataType type) {
        return switch (type.lane()) {
            case I8, I16, I32, I64 -> true;
            case BIT, I128, F32, F64, BYTES, INTERVAL -> false;
        };
    }

    @Override
    public void fill(List<Vector> keys, int rows, Region region, QueryContext query) {
        known = true;
        values = rows;
        switch (keys.getFirst()) {
            case ConstantVector constant -> {
                if (rows > 0 && !constant.isNull()) {
                    min = max = LaneAccess.readLong(constant.type().lane(), constant.value(), 0);
                }
            }
            case FlatVector flat -> fill(flat, rows, region, query);
            case DictionaryVector _ -> known = false;
        }
    }

    @Override
    public void fillEmpty() {
        known = true;
    }

    private void fill(FlatVector keys, int rows, Region region, QueryContext query) {
        try (var passing = query.memory().newRegion("join filter")) {
            var longs = passing.allocate(8L * CHUNK);
            for (int from = 0; from < rows; from += CHUNK) {
                query.checkCancelled();
                int count = Math.min(CHUNK, rows - from);
                bound(longs(keys, from, count, longs), keys.validity(), from, count);
            }
            if (min > max) {
                return;
            }
            long span = max - min + 1;
            bloom = span <= 0 || span > Math.max(DENSE_SPAN, (long) DENSE_SPAN_PER_ROW * rows);
            long words = bloom ? Long.highestOneBit(Math.max(64L, (long) rows * BLOOM_BITS_PER_ROW) * 2 - 1) / 64 : 0;
            shift = 64 - Long.numberOfTrailingZeros(Math.max(2, words));
            bits = region.allocateZeroed(bloom ? 8 * Math.max(2, words) : Bits.bytes(span));
            for (int from = 0; from < rows; from += CHUNK) {
                query.checkCancelled();
                int count = Math.min(CHUNK, rows - from);
                enter(longs(keys, from, count, longs), keys.validity(), from, count);
            }
        }
        if (!bloom) {
            values = 0;
            for (long word = 0; word < bits.byteSize() / 8; word++) {
                values += Long.bitCount(Memory.getLong(bits, word));
            }
        }
    }

    /** Some keys as longs, in place if they are. */
    private static MemorySegment longs(FlatVector keys, int from, int count, MemorySegment room) {
        var lane = keys.type().lane();
        var values = keys.values().asSlice((long) from * lane.bytes());
        if (lane == Lane.I64) {
            return values;
        }
        LaneCopy.toLongs(lane, values, count, room);
        return room;
    }

    private void bound(MemorySegment longs, @Nullable MemorySegment validity, int from, int count) {
        long low = min;
        long high = max;
        for (int i = 0; i < count; i++) {
            if (validity == null || Bits.get(validity, from + i)) {
                long value = Memory.getLong(longs, i);
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        min = low;
        max = high;
    }

    private void enter(MemorySegment longs, @Nullable MemorySegment validity, int from, int count) {
        for (int i = 0; i < count; i++) {
            if (validity != null && !Bits.get(validity, from + i)) {
                continue;
            }
            long value = Memory.getLong(longs, i);
            if (bloom) {
                long hash = CodeHash.mix(value);
                long word = hash >>> shift;
                Memory.setLong(bits, word, Memory.getLong(bits, word) | mask(hash));
            } else {
                Bits.set(bits, value - min);
            }
        }
    }

    private static long mask(long hash) {
        return 1L << (hash >>> 20) | 1L << (hash >>> 26);
    }

    @Override
    public boolean known() {
        return known;
    }

    @Override
    public long values() {
        return values;
    }

    /** The least value; greater than {@link #max} if there is none. */
    public long min() {
        return min;
    }

    public long max() {
        return max;
    }

    /** Whether a filter by {@link #select} says more than the bounds. */
    boolean hasBits() {
        return bits.byteSize() > 0;
    }

    @Override
    public int select(List<Vector> keys, int rows, MemorySegment selected, Region scratch) {
        return switch (keys.getFirst()) {
            case ConstantVector constant -> {
                boolean passes = !constant.isNull()
                        && passes(LaneAccess.readLong(constant.type().lane(), constant.value(), 0));
                for (int row = 0; passes && row < rows; row++) {
                    Memory.setInt(selected, row, row);
                }
                yield passes ? rows : 0;
            }
            case FlatVector flat -> {
                int count = select(flat, rows, selected, scratch);
                yield flat.validity() == null ? count : valid(flat.validity(), selected, count);
            }
            case DictionaryVector _ -> {
                for (int row = 0; row < rows; row++) {
                    Memory.setInt(selected, row, row);
                }
                yield rows;
            }
        };
    }

    private int select(FlatVector keys, int rows, MemorySegment selected, Region scratch) {
        var lane = keys.type().lane();
        boolean byBit = hasBits() && !bloom;
        if (lane == Lane.I32 && byBit) {
            return selectIntsByBit(keys.values(), rows, selected, bits, min, max - min);
        }
        var longs = longs(keys, 0, rows, lane == Lane.I64 ? keys.values() : scratch.allocate(8L * rows));
        if (!hasBits()) {
            return within(longs, rows, selected, min, max);
        }
        return byBit
                ? selectByBit(longs, rows, selected, bits, min, max - min)
                : selectByHash(longs, rows, selected, bits, shift, min, max);
    }

    private static int within(MemorySegment longs, int rows, MemorySegment selected, long min, long max) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
            long value = Memory.getLong(longs, row);
            Memory.setInt(selected, count, row);
            count += value >= min && value <= max ? 1 : 0;
        }
        return count;
    }

    /** As {@link #selectByBit}, for the commonest keys without a copy. */
    private static int selectIntsByBit(
            MemorySegment ints, int rows, MemorySegment selected, MemorySegment bits, long min, long span) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
            long at = Memory.getInt(ints, row) - min;
            Memory.setInt(selected, count, row);
            if (at >= 0 && at <= span) {
                count += (int) (Memory.getLong(bits, at >>> 6) >>> at) & 1;
            }
        }
        return count;
    }

    private static int selectByBit(
            MemorySegment longs, int rows, MemorySegment selected, MemorySegment bits, long min, long span) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
            long at = Memory.getLong(longs, row) - min;
            Memory.setInt(selected, count, row);
            if (at >= 0 && at <= span) {
                count += (int) (Memory.getLong(bits, at >>> 6) >>> at) & 1;
            }
        }
        return count;
    }

    private static int selectByHash(
            MemorySegment longs, int rows, MemorySegment selected, MemorySegment bits, int shift, long min, long max) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
            long value = Memory.getLong(longs, row);
            Memory.setInt(selected, count, row);
            if (value >= min && value <= max) {
                long hash = CodeHash.mix(value);
                long mask = mask(hash);
                count += (Memory.getLong(bits, hash >>> shift) & mask) == mask ? 1 : 0;
            }
        }
        return count;
    }

    private boolean passes(long value) {
        if (value < min || value > max) {
            return false;
        }
        if (!hasBits()) {
            return true;
        }
        if (!bloom) {
            return Bits.get(bits, value - min);
        }
        long hash = CodeHash.mix(value);
        long mask = mask(hash);
        return (Memory.getLong(bits, hash >>> shift) & mask) == mask;
    }

    private static int valid(MemorySegment validity, MemorySegment selected, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = Memory.getInt(selected, i);
            Memory.setInt(selected, kept, row);
            kept += Bits.get(validity, row) ? 1 : 0;
        }
        return kept;
    }
}
