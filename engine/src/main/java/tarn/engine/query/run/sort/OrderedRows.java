package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Vector;
import tarn.engine.query.run.shared.RowStore;
import tarn.engine.query.run.shared.StoreGather;

/** The rows of a finished {@link Sort}, by their places in the order. For all threads. */
public final class OrderedRows {
    private final SortedRows sorted;
    private final StoreGather gather;

    /** For each number of keys from the front, what tells whether rows are equal by them. */
    private final List<SameKeys> same = new ArrayList<>();

    OrderedRows(SortedRows sorted, RowStore store, List<StoredKey> keys) {
        this.sorted = sorted;
        this.gather = new StoreGather(store);
        for (int count = 0; count <= keys.size(); count++) {
            same.add(new SameKeys(store.segments(), keys.subList(0, count)));
        }
    }

    public long rows() {
        return sorted.rows();
    }

    public int address(long place) {
        return sorted.address(place);
    }

    /** Writes the int addresses of {@code count} rows from a place on. */
    public void addresses(long place, int count, MemorySegment out) {
        sorted.addresses(place, count, out);
    }

    /** The values of a column in the rows whose addresses are given. */
    public Vector gather(int column, MemorySegment addresses, int count, Region region) {
        return gather.gather(column, addresses, count, region);
    }

    /** Whether the rows at two places have equal first {@code keys} keys; NULL equals NULL. */
    public boolean same(long a, long b, int keys) {
        return same.get(keys).same(address(a), address(b));
    }

    /**
     * Sets bits of an all-zero bitmap: bit {@code firstBit + i} if the row at place {@code from + i} differs in its first
     * {@code keys} keys from the row before.
     */
    public void differences(long from, int count, int keys, MemorySegment bits, int firstBit) {
        if (sorted.keyBits() != null) {
            sorted.differences(from, count, keys, bits, firstBit);
            return;
        }
        var sameKeys = same.get(keys);
        int before = address(Math.max(0, from - 1));
        for (int i = 0; i < count; i++) {
            int address = address(from + i);
            if (!sameKeys.same(before, address)) {
                Bits.set(bits, firstBit + i);
            }
            before = address;
        }
    }
}
