package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Hashing;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.key.CodeHash;

/** A Bloom filter, with two bits a row in one word, of the hashes of a key of strings or of a key of several columns. */
public final class HashFilter implements ProbeFilter {
    private static final int MOST_ROWS = 1 << 24;
    private static final int BITS_PER_ROW = 12;

    private boolean known;
    private long rows;
    private MemorySegment bits = MemorySegment.NULL;
    private int shift;

    /** Whether keys of the type can be filtered. */
    public static boolean supports(DataType type) {
        return switch (type.lane()) {
            case I8, I16, I32, I64, I128, BYTES -> true;
            case BIT, F32, F64, INTERVAL -> false;
        };
    }

    @Override
    public void fill(List<Vector> keys, int count, Region region, QueryContext query) {
        if (count > MOST_ROWS) {
            return;
        }
        long words = Long.highestOneBit(Math.max(128L, (long) count * BITS_PER_ROW) * 2 - 1) / 64;
        shift = 64 - Long.numberOfTrailingZeros(words);
        bits = region.allocateZeroed(8 * words);
        try (var passing = query.memory().newRegion("join filter")) {
            var hashes = passing.allocate(8L * count);
            hash(keys, count, hashes);
            query.checkCancelled();
            enter(hashes, count);
        }
        rows = count;
        known = true;
    }

    @Override
    public void fillEmpty() {
        known = true;
    }

    private void enter(MemorySegment hashes, int count) {
        for (int row = 0; row < count; row++) {
            long hash = CodeHash.mix(Memory.getLong(hashes, row));
            long word = hash >>> shift;
            Memory.setLong(bits, word, Memory.getLong(bits, word) | mask(hash));
        }
    }

    private static void hash(List<Vector> keys, int rows, MemorySegment hashes) {
        for (int i = 0; i < keys.size(); i++) {
            Hashing.hash(keys.get(i), rows, hashes, i > 0);
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
        return rows;
    }

    @Override
    public int select(List<Vector> keys, int count, MemorySegment selected, Region scratch) {
        if (rows == 0) {
            return 0;
        }
        var hashes = scratch.allocate(8L * count);
        hash(keys, count, hashes);
        return select(hashes, count, selected, bits, shift);
    }

    private static int select(MemorySegment hashes, int count, MemorySegment selected, MemorySegment bits, int shift) {
        int kept = 0;
        for (int row = 0; row < count; row++) {
            long hash = CodeHash.mix(Memory.getLong(hashes, row));
            long mask = mask(hash);
            Memory.setInt(selected, kept, row);
            kept += (Memory.getLong(bits, hash >>> shift) & mask) == mask ? 1 : 0;
        }
        return kept;
    }
}
