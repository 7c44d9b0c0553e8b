package tarn.engine.query.run.sort;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.query.run.shared.RowStore;

/**
 * The first word of a row that enough rows come before: what is greater need not be kept.
 *
 * @param side 0 for what comes before, 1 for what comes after the change from NULL to values or from values to NULL
 */
record Bound(int side, long word) {

    /** Of the row at an address. */
    static Bound of(List<RowStore.Segment> segments, int address, StoredKey key) {
        int row = address & (RowStore.BLOCK_ROWS - 1);
        var block = segments.stream()
                .map(RowStore.Segment::block)
                .filter(b -> b.index() == address >>> RowStore.BLOCK_SHIFT)
                .findFirst()
                .orElseThrow();
        var words = block.column(key.word()).vector();
        boolean isNull = words.isNull(row);
        return new Bound(isNull == key.nullsFirst() ? 0 : 1, isNull ? 0 : Memory.getLong(words.values(), row));
    }

    static Bound lesser(@Nullable Bound a, Bound b) {
        if (a == null) {
            return b;
        }
        int order = a.side != b.side ? Integer.compare(a.side, b.side) : Long.compareUnsigned(a.word, b.word);
        return order <= 0 ? a : b;
    }
}
