package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.LaneAccess;

/**
 * The distinct integers of each group, a bit for each that may occur and one for NULL: for dense numbers, such as the keys of
 * customers, of which a group has many.
 */
final class DistinctBits {
    /** Bytes for each row that other ways to keep distinct values need, about. */
    private static final int BYTES_FOR_ROW = 32;

    private static final long LEAST_LIMIT = 1 << 20;
    private static final MemorySegment MEMORY = Strings.MEMORY;

    private final DataType type;
    private final Lane lane;
    private final long low;
    private final long values;
    private final long bytesForGroup;
    private final long limit;
    private final Region region;
    private MemorySegment sets = MemorySegment.NULL;
    private int groups;
    private long bytes;

    /** What a row of values is handed to. */
    interface Consumer {
        void accept(MemorySegment groups, FlatVector values, int count);
    }

    private DistinctBits(DataType type, AggregateSpec.Range range, long limit, Region region) {
        this.type = type;
        this.lane = type.lane();
        this.low = range.low();
        this.values = range.high() - range.low() + 1;
        this.bytesForGroup = Bits.bytes(values + 1) + 63 & -64L;
        this.limit = limit;
        this.region = region;
    }

    /** Null where the range is too wide for the rows that are expected, or values are no integers. */
    static @Nullable DistinctBits of(DataType type, AggregateSpec.@Nullable Range range, Region region) {
        boolean isInteger = switch (type.lane()) {
            case I8, I16, I32, I64 -> true;
            case BIT, I128, F32, F64, BYTES, INTERVAL -> false;
        };
        if (!isInteger || range == null || range.high() - range.low() < 0) {
            return null;
        }
        long limit = Math.max(LEAST_LIMIT, (long) Math.min(1L << 40, BYTES_FOR_ROW * range.rows()));
        return (range.high() - range.low()) / 8 <= limit ? new DistinctBits(type, range, limit, region) : null;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Takes values in; may be called again with the same ones.
     *
     * @return false if some are outside of the range or groups are too many: then other values may have been taken in
     */
    boolean add(MemorySegment groupNumbers, FlatVector vector, int count) {
        if (!reserve(groupNumbers, count)) {
            return false;
        }
        var validity = vector.validity();
        boolean inside = true;
        for (int i = 0; i < count; i++) {
            long set = Memory.getLong(sets, Memory.getInt(groupNumbers, i));
            long bit = LaneAccess.readLong(lane, vector.values(), i) - low;
            if (validity != null && !Bits.get(validity, i)) {
                bit = values;
            } else if (bit < 0 || bit >= values) {
                inside = false;
                continue;
            }
            long word = set + (bit >>> 6 << 3);
            Memory.setLong(word, Memory.getLong(word) | 1L << bit);
        }
        return inside;
    }

    private boolean reserve(MemorySegment groupNumbers, int count) {
        int last = -1;
        for (int i = 0; i < count; i++) {
            last = Math.max(last, Memory.getInt(groupNumbers, i));
        }
        return last < groups || grow(last + 1);
    }

    private boolean grow(int count) {
        if ((count - (long) groups) * bytesForGroup + bytes > limit) {
            return false;
        }
        if (8L * count > sets.byteSize()) {
            var grown = region.allocate(Math.max(8L * count, 2 * sets.byteSize()));
            MemorySegment.copy(sets, 0, grown, 0, 8L * groups);
            if (groups > 0) {
                region.free(sets);
            }
            sets = grown;
        }
        var fresh = region.allocateZeroed((count - groups) * bytesForGroup);
        for (int group = groups; group < count; group++) {
            Memory.setLong(sets, group, fresh.address() + (group - groups) * bytesForGroup);
        }
        bytes += fresh.byteSize();
        groups = count;
        return true;
    }

    /** Takes in what another one has, whose groups have other numbers here; false if groups are too many. */
    boolean addAll(DistinctBits other, MemorySegment groupHere) {
        int last = -1;
        for (int group = 0; group < other.groups; group++) {
            last = Math.max(last, Memory.getInt(groupHere, group));
        }
        if (last >= groups && !grow(last + 1)) {
            return false;
        }
        for (int group = 0; group < other.groups; group++) {
            long from = Memory.getLong(other.sets, group);
            long into = Memory.getLong(sets, Memory.getInt(groupHere, group));
            unite(into, from, bytesForGroup);
        }
        return true;
    }

    private static void unite(long into, long from, long bytes) {
        for (long at = 0; at < bytes; at += 8) {
            Memory.setLong(into + at, Memory.getLong(into + at) | Memory.getLong(from + at));
        }
    }

    /** Hands on all values in chunks that share their memory: of each group in ascending order, then its NULL. */
    void forEach(int chunk, Region memory, Consumer consumer) {
        var rows = new Chunk(chunk, memory, consumer);
        for (int group = 0; group < groups; group++) {
            long set = Memory.getLong(sets, group);
            for (long first = 0; first <= values; first += 64) {
                long word = Memory.getLong(set + (first >>> 3));
                while (word != 0) {
                    if (rows.count == chunk) {
                        rows.flush();
                    }
                    rows.add(group, first + Long.numberOfTrailingZeros(word));
                    word &= word - 1;
                }
            }
        }
        rows.flush();
    }

    private final class Chunk {
        private final Consumer consumer;
        private final MemorySegment groupNumbers;
        private final MemorySegment numbers;
        private final MemorySegment validity;
        private int count;

        Chunk(int most, Region memory, Consumer consumer) {
            this.consumer = consumer;
            this.groupNumbers = memory.allocate(4L * most);
            this.numbers = memory.allocate(lane.bytesFor(most));
            this.validity = memory.allocate(Bits.bytes(most)).fill((byte) -1);
        }

        void add(int group, long bit) {
            Memory.setInt(groupNumbers, count, group);
            if (bit == values) {
                Bits.clear(validity, count);
            }
            LaneAccess.writeLong(lane, numbers, count, bit == values ? 0 : low + bit);
            count++;
        }

        void flush() {
            if (count > 0) {
                consumer.accept(groupNumbers, new FlatVector(type, numbers, validity), count);
            }
            count = 0;
            validity.fill((byte) -1);
        }
    }
}
